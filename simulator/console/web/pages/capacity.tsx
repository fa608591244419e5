import { useState } from "preact/hooks";
import type { SimulationSummary } from "../../../sandbox/contract/answers.js";
import { useAction } from "../data/action.js";
import { sandbox } from "../data/api.js";
import { useFetched } from "../data/fetched.js";
import { go } from "../data/route.js";
import { isOperator } from "../data/session.js";
import { told } from "../data/simulations.js";
import { Button } from "../parts/button.js";
import { Faults, Form } from "../parts/form.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Page, type RouteProps } from "../parts/page.js";
import { Status } from "../parts/status.js";
import { Table } from "../parts/table.js";
import { DesignFields, ownPools } from "./capacity/design-fields.js";
import { beginning, type OrderForm, orderOf, POINTERS } from "./capacity/order.js";
import { Outcome } from "./capacity/outcome.js";
import { RunsFields } from "./capacity/runs-fields.js";

const SUBTITLE =
  "How long runs would wait with other agents, slots or quotas. The sandbox's own dispatcher simulates hours in seconds and executes nothing.";

/** The page that simulates designs to find out how many agents a pool needs. */
export function Capacity({ params }: RouteProps) {
  if (!isOperator())
    return (
      <Page title="Capacity">
        <Empty title="This page is the operator's">
          Sign in with the admin token, or one whose owner holds everything in the account.
        </Empty>
      </Page>
    );
  return (
    <Page title="Capacity" subtitle={SUBTITLE}>
      <Ask />
      {params.id !== undefined && <Outcome key={params.id} id={params.id} />}
      <Kept current={params.id} />
    </Page>
  );
}

function Ask() {
  const [form, setForm] = useState<OrderForm>(() => beginning(ownPools()));
  const set = (changes: Partial<OrderForm>) => setForm((before) => ({ ...before, ...changes }));
  const starting = useAction(async () => {
    const { id } = await sandbox.post<SimulationSummary>("simulations", orderOf(form));
    go(`/capacity/${id}`);
  });
  return (
    <Form action={starting}>
      <div class="columns">
        <Card title="Runs">
          <RunsFields form={form} set={set} />
        </Card>
        <Card title="Designs">
          <DesignFields form={form} set={set} />
        </Card>
      </div>
      <Faults except={Object.values(POINTERS)} />
      <div>
        <Button type="submit" kind="primary" busy={starting.busy}>
          Simulate
        </Button>
      </div>
    </Form>
  );
}

/** The latest simulations, which are kept until the sandbox stops. */
function Kept({ current }: { current: string | undefined }) {
  const states = [...told.value.values()].map(({ id, state }) => id + state).join();
  const { value } = useFetched(
    () => sandbox.get<{ simulations: readonly SimulationSummary[] }>("simulations"),
    [current, states],
  );
  const others = (value?.simulations ?? []).filter(({ id }) => id !== current).reverse();
  if (others.length === 0) return null;
  return (
    <Card title="Simulated before" flush>
      <Table
        label="Simulations that are kept"
        rows={others}
        id={({ id }) => id}
        empty={null}
        columns={[
          { title: "State", cell: ({ state }) => <Status value={state} /> },
          {
            title: "Runs",
            cell: ({ id, workload }) => <Link href={`/capacity/${id}`}>{workload?.title ?? id}</Link>,
          },
          { title: "Designs", class: "wide clip", cell: ({ designs }) => designs.join(", ") },
        ]}
      />
    </Card>
  );
}
