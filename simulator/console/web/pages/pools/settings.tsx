import { useState } from "preact/hooks";
import type { AgentPool } from "../../../../entities.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { can } from "../../data/session.js";
import { Button } from "../../parts/button.js";
import { Faults, TextField } from "../../parts/form.js";
import { Card, Facts } from "../../parts/page.js";
import { Time } from "../../parts/status.js";
import { toast } from "../../parts/toasts.js";
import {
  type Serverless,
  ServerlessFields,
  serverlessAttributes,
  serverlessOf,
} from "./serverless-fields.js";

const NAME = "/data/attributes/name";

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
      <form
        class="stack narrow"
        onSubmit={(event) => {
          event.preventDefault();
          void saving.run();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onInput={setName}
          required
          faults={saving.faults}
          pointer={NAME}
        />
        {!pool.vcsEnabled && (
          <ServerlessFields serverless={serverless} onChange={setServerless} faults={saving.faults} />
        )}
        <Faults faults={saving.faults} except={[NAME, "/data/attributes/webhook"]} />
        <div>
          <Button type="submit" kind="primary" busy={saving.busy}>
            Save settings
          </Button>
        </div>
      </form>
    </Card>
  );
}
