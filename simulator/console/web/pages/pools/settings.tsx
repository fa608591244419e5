import { useState } from "preact/hooks";
import type { AgentPool } from "../../../../core/entities.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { can } from "../../data/session.js";
import { Button } from "../../parts/button.js";
import { NAME, NameField } from "../../parts/fields.js";
import { Faults, Form } from "../../parts/form.js";
import { Card, Facts } from "../../parts/page.js";
import { Time } from "../../parts/status.js";
import { toast } from "../../parts/toasts.js";
import {
  SERVERLESS_POINTERS,
  type Serverless,
  ServerlessFields,
  serverlessAttributes,
  serverlessOf,
} from "./serverless-fields.js";

/** The settings of the pool: its name and webhook. */
export function PoolSettings({ pool }: { pool: AgentPool }) {
  return can("agent-pools:update") ? <Edit pool={pool} /> : <Shown pool={pool} />;
}

function Shown({ pool }: { pool: AgentPool }) {
  return (
    <Card title="Settings">
      <Facts
        facts={[
          ["Name", pool.name],
          ["Created", <Time key="at" at={pool.createdAt} />],
          ["Webhook", pool.webhookEnabled ? pool.webhookUrl : "not serverless"],
        ]}
      />
    </Card>
  );
}

function Edit({ pool }: { pool: AgentPool }) {
  const [name, setName] = useState(pool.name);
  const [serverless, setServerless] = useState<Serverless>(serverlessOf(pool));
  const saving = useAction(async () => {
    await scalr.update("agent-pools", pool.id, {
      name,
      ...(!pool.vcsEnabled && serverlessAttributes(serverless)),
    });
    toast("Saved.");
  });
  return (
    <Card title="Settings">
      <Form action={saving} layout="stack narrow">
        <NameField value={name} onInput={setName} />
        {!pool.vcsEnabled && <ServerlessFields serverless={serverless} onChange={setServerless} />}
        <Faults except={[NAME, ...SERVERLESS_POINTERS]} />
        <div>
          <Button type="submit" kind="primary" busy={saving.busy}>
            Save settings
          </Button>
        </div>
      </Form>
    </Card>
  );
}
