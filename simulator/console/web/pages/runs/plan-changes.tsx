import { useState } from "preact/hooks";
import type { Run } from "../../../../core/entities.js";
import { request, SCALR } from "../../data/api.js";
import { useFetched } from "../../data/fetched.js";
import { plural } from "../../data/format.js";
import { type Branch, type Leaf, type PlanJson, treeOf } from "../../data/plan-tree.js";
import { world } from "../../data/world.js";
import { Check } from "../../parts/fields.js";
import { Faults } from "../../parts/form.js";
import { Card, Empty } from "../../parts/page.js";

/** The changes of the plan by module and resource, with those of the attributes. */
export function PlanChanges({ run }: { run: Run }) {
  const plan = world.get("plans", run.plan);
  const [withUnchanged, setWithUnchanged] = useState(false);
  const { value, faults } = useFetched(() => readPlan(run.plan), [run.plan, plan?.status]);
  if (plan !== undefined && ["pending", "queued", "running"].includes(plan.status))
    return (
      <Card>
        <Empty title="Not planned yet">
          What the run would change shows here when its plan has finished.
        </Empty>
      </Card>
    );
  if (faults.length > 0) return <Faults faults={faults} />;
  if (value === undefined) return null;
  if (value === null)
    return (
      <Card>
        <Empty title="There is no plan">It did not finish.</Empty>
      </Card>
    );
  const tree = treeOf(value, withUnchanged);
  return (
    <Card
      title={tree.count === 0 ? "Changes" : plural(tree.count, "resource")}
      actions={<Check label="Unchanged too" checked={withUnchanged} onChange={setWithUnchanged} />}
    >
      {tree.count === 0 ? (
        <Empty title="Nothing changes">What there is, is what is declared.</Empty>
      ) : (
        <BranchView branch={tree} />
      )}
      <Outputs plan={value} />
    </Card>
  );
}

/** Without the values that the plan marks as sensitive. Null when the plan did not finish. */
async function readPlan(id: string): Promise<PlanJson | null> {
  const response = await request(`${SCALR}plans/${id}/sanitized-json-output`);
  return response.ok ? ((await response.json()) as PlanJson) : null;
}

function BranchView({ branch }: { branch: Branch }) {
  return (
    <ul class="plan-tree">
      {branch.leaves.map((leaf) => (
        <li key={leaf.address}>
          <LeafView leaf={leaf} />
        </li>
      ))}
      {branch.modules.map((module) => (
        <li key={module.name}>
          <details open>
            <summary>
              <span class="sign" aria-hidden="true" /> <code>{module.name}</code>
              <span class="muted"> {plural(module.count, "resource")}</span>
            </summary>
            <BranchView branch={module} />
          </details>
        </li>
      ))}
    </ul>
  );
}

const SIGNS: Readonly<Record<Leaf["action"], readonly [sign: string, words: string]>> = {
  create: ["+", "create"],
  update: ["~", "change"],
  delete: ["−", "destroy"],
  replace: ["±", "replace"],
  read: ["←", "read"],
  forget: ["×", "forget"],
  "no-op": ["", "unchanged"],
};

function LeafView({ leaf }: { leaf: Leaf }) {
  const [sign, words] = SIGNS[leaf.action];
  const head = (
    <>
      <span class={`sign ${leaf.action}`} aria-hidden="true">
        {sign}
      </span>{" "}
      <code>{leaf.name}</code> <span class="muted">{words}</span>
    </>
  );
  if (leaf.attributes.length === 0) return <div class="leaf">{head}</div>;
  return (
    <details>
      <summary>{head}</summary>
      <table class="attributes" aria-label={`Attributes of ${leaf.address}`}>
        <tbody>
          {leaf.attributes.map(({ name, before, after, forcesReplacement }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                {before !== null && <del>{before}</del>}
                {before !== null && after !== null && " → "}
                {after !== null && <ins>{after}</ins>}
                {forcesReplacement && <span class="badge tone-bad">forces replacement</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Outputs({ plan }: { plan: PlanJson }) {
  const changed = Object.entries(plan.output_changes ?? {}).filter(
    ([, { actions }]) => actions.join() !== "no-op",
  );
  if (changed.length === 0) return null;
  return (
    <div class="plan-outputs">
      <h3>Outputs</h3>
      <ul class="plan-tree">
        {changed.map(([name, { actions, after, after_unknown }]) => (
          <li key={name} class="leaf">
            <span class={`sign ${actions[0]}`} aria-hidden="true">
              {actions[0] === "create" ? "+" : actions[0] === "delete" ? "−" : "~"}
            </span>{" "}
            <code>{name}</code>{" "}
            <span class="muted">
              {after_unknown === true ? "known after apply" : JSON.stringify(after ?? null)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
