import { useState } from "preact/hooks";
import type { Links } from "../../data/api.js";
import { environments } from "../../data/derived.js";
import { Check, Choices, TextField } from "../../parts/fields.js";

/** Who may use a pool (R3). */
export interface Access {
  readonly isShared: boolean;
  readonly environments: readonly string[];
}

/** The links of a request that give a pool this access. */
export const accessLinks = ({ isShared, environments }: Access): Links => ({
  environments: { type: "environments", id: isShared ? [] : environments },
});

const KINDS = [
  { value: "all", label: "All environments", hint: "Every environment may use it, also those to come." },
  { value: "some", label: "Some environments", hint: "Those chosen below, and no others." },
];

/** The number of environments from which a search field is shown. */
const MANY = 8;

/** Chooses who may use a pool (R3). */
export function AccessFields({ access, onChange }: { access: Access; onChange: (access: Access) => void }) {
  const [text, setText] = useState("");
  const shown = environments.value.filter(({ name }) => name.includes(text.trim()));
  const toggle = (id: string, isIn: boolean) =>
    onChange({
      ...access,
      environments: isIn ? [...access.environments, id] : access.environments.filter((each) => each !== id),
    });
  return (
    <div class="stack">
      <h3>Available in</h3>
      <Choices
        label="Available in"
        value={access.isShared ? "all" : "some"}
        choices={KINDS}
        onChange={(value) => onChange({ ...access, isShared: value === "all" })}
      />
      {!access.isShared && (
        <fieldset class="picks">
          <legend class="unseen">Environments</legend>
          {environments.value.length >= MANY && (
            <TextField label="Search environments" type="search" value={text} onInput={setText} />
          )}
          {environments.value.length === 0 && <p class="muted">There is no environment yet.</p>}
          {shown.map(({ id, name }) => (
            <Check
              key={id}
              label={name}
              checked={access.environments.includes(id)}
              onChange={(isIn) => toggle(id, isIn)}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}
