import { pools } from "../../data/derived.js";
import { Button } from "../../parts/button.js";
import { Choices, SelectField, TextField } from "../../parts/fields.js";
import { type FormProps, field, type OrderForm, type PoolRow, type Source } from "./order.js";

const worlds = (source: Source) => [
  {
    value: "sandbox",
    label: "This sandbox",
    hint:
      source === "generator"
        ? "Generated runs belong to workspaces that it does not have: they use the account's default pool."
        : "Its links, defaults, access and online agents.",
  },
  { value: "none", label: "Nothing", hint: "Only the pools below; a single one is the account's default." },
];

/** Pools whose agents a design can change: run pools (R5) other than the Scalr runners (R1). */
export const ownPools = (): readonly string[] =>
  pools.value
    .filter(({ isScalrManaged, vcsEnabled }) => !isScalrManaged && !vcsEnabled)
    .map(({ name }) => name);

/** The fields of a design: agents of pools, their slots, and the quota of the Scalr runners. */
export function DesignFields(props: FormProps) {
  const { form, set } = props;
  const names = ownPools();
  const change = (at: number, row: Partial<PoolRow>) =>
    set({ pools: form.pools.map((each, other) => (other === at ? { ...each, ...row } : each)) });
  const free = names.find((name) => !form.pools.some((row) => row.name === name));
  return (
    <div class="stack">
      <h3>Start from</h3>
      <Choices
        label="Start from"
        value={form.world}
        choices={worlds(form.source)}
        onChange={(world) => set({ world: world as OrderForm["world"] })}
      />
      <h3>Agents</h3>
      <p class="muted">
        A range such as <code>1..4</code> simulates each number. <code>08:00-18:00: 6, else 1</code> is a
        schedule in UTC. <code>serverless:30s</code> starts an agent for each task, which takes 30 s.
      </p>
      {form.pools.map((row, at) => (
        <fieldset key={at} class="pool-row">
          <legend class="unseen">Pool {at + 1}</legend>
          {form.world === "sandbox" && names.length > 0 ? (
            <SelectField
              label="Pool"
              value={row.name}
              options={[...new Set([row.name, ...names])].map((name) => ({ value: name, label: name }))}
              onChange={(name) => change(at, { name })}
            />
          ) : (
            <TextField label="Pool" value={row.name} onInput={(name) => change(at, { name })} required />
          )}
          <TextField
            label="Agents"
            value={row.agents}
            onInput={(agents) => change(at, { agents })}
            placeholder={form.world === "sandbox" ? "as it is" : "1..4"}
          />
          <TextField
            label="Runs at a time"
            value={row.slots}
            onInput={(slots) => change(at, { slots })}
            placeholder="5"
          />
          <Button
            kind="quiet"
            label={`Remove pool ${row.name}`}
            disabled={form.pools.length === 1}
            onClick={() => set({ pools: form.pools.filter((_, other) => other !== at) })}
          >
            ✕
          </Button>
        </fieldset>
      ))}
      <div>
        <Button
          small
          onClick={() =>
            set({
              pools: [
                ...form.pools,
                { name: free ?? `pool-${form.pools.length + 1}`, agents: "1", slots: "" },
              ],
            })
          }
        >
          Add a pool
        </Button>
      </div>
      <div class="field-grid">
        <TextField
          label="Target"
          {...field(props, "target")}
          placeholder="95% within 30s"
          hint="The result says which design reaches it."
        />
        <TextField label="Price of an agent for an hour" {...field(props, "price")} placeholder="0.12" />
        <TextField
          label="Quota of the Scalr runners"
          {...field(props, "quota")}
          placeholder="as it is"
          hint="Runs at once: 5, or 5..10"
        />
        <SelectField
          label="Agents that the schedule no longer needs"
          value={form.leave}
          options={[
            { value: "drain", label: "Finish their runs first" },
            { value: "stop", label: "Stop at once" },
          ]}
          onChange={(leave) => set({ leave: leave as OrderForm["leave"] })}
        />
      </div>
    </div>
  );
}
