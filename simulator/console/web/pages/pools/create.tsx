import { useState } from "preact/hooks";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { go } from "../../data/route.js";
import { Choices, NAME, NameField } from "../../parts/fields.js";
import { FormDialog } from "../../parts/form-dialog.js";
import { type Access, AccessFields, accessLinks } from "./access-fields.js";
import {
  NOT_SERVERLESS,
  SERVERLESS_POINTERS,
  type Serverless,
  ServerlessFields,
  serverlessAttributes,
} from "./serverless-fields.js";

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
    <FormDialog
      title="Create agent pool"
      onClose={onClose}
      action={creating}
      submit="Create"
      pointers={[NAME, ...SERVERLESS_POINTERS]}
    >
      <Choices label="Type" value={kind} choices={KINDS} onChange={setKind} />
      <NameField value={name} onInput={setName} autoFocus placeholder={kind === "runs" ? "build" : "git"} />
      <AccessFields access={access} onChange={setAccess} />
      {kind === "runs" && <ServerlessFields serverless={serverless} onChange={setServerless} />}
    </FormDialog>
  );
}
