import { useState } from "preact/hooks";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { go } from "../../data/route.js";
import { Button } from "../../parts/button.js";
import { Dialog } from "../../parts/dialog.js";
import { Choices, Faults, TextField } from "../../parts/form.js";
import { type Access, AccessFields, accessLinks } from "./access-fields.js";
import {
  NOT_SERVERLESS,
  type Serverless,
  ServerlessFields,
  serverlessAttributes,
} from "./serverless-fields.js";

const NAME = "/data/attributes/name";
const URL_POINTER = "/data/attributes/webhook-url";

const KINDS = [
  { value: "runs", label: "Runs", hint: "Its agents execute the runs of workspaces." },
  {
    value: "vcs",
    label: "VCS",
    hint: "Its agents reach a Git server that Scalr cannot. Cannot be changed later.",
  },
];

/** Creates a pool and goes to it. */
export function CreatePool({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState("runs");
  const [name, setName] = useState("");
  const [access, setAccess] = useState<Access>({ isShared: true, environments: [] });
  const [serverless, setServerless] = useState<Serverless>(NOT_SERVERLESS);
  const creating = useAction(async () => {
    const { data } = await scalr.create(
      "agent-pools",
      {
        name,
        "vcs-enabled": kind === "vcs",
        "is-shared": access.isShared,
        ...(kind === "runs" && serverless.enabled && serverlessAttributes(serverless)),
      },
      accessLinks(access),
    );
    go(`/pools/${data.id}`);
  });
  return (
    <Dialog title="Create agent pool" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void creating.run();
        }}
      >
        <Choices label="Type" value={kind} choices={KINDS} onChange={setKind} />
        <TextField
          label="Name"
          value={name}
          onInput={setName}
          required
          autoFocus
          faults={creating.faults}
          pointer={NAME}
          placeholder={kind === "runs" ? "build" : "git"}
        />
        <AccessFields access={access} onChange={setAccess} />
        {kind === "runs" && (
          <ServerlessFields serverless={serverless} onChange={setServerless} faults={creating.faults} />
        )}
        <Faults faults={creating.faults} except={[NAME, URL_POINTER]} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={creating.busy}>
            Create
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
