import type { AskedChange } from "../data/changes.js";
import { type Effect, type Move, useEffectOf } from "../data/effect.js";
import { plural } from "../data/format.js";
import { Faults } from "./form.js";
import { Link } from "./link.js";
import { Badge } from "./status.js";
import { Table } from "./table.js";

/** The effect of a change, in the form or dialog that makes it. */
export function EffectOf({ changes }: { changes: readonly AskedChange[] }) {
  const { value, faults } = useEffectOf(changes);
  return (
    <section class="effect" aria-label="What would change" aria-live="polite">
      <h3>What would change</h3>
      <Faults faults={faults} />
      {value !== undefined ? (
        <EffectShown effect={value} />
      ) : (
        faults.length === 0 && <p class="muted">Trying it out …</p>
      )}
    </section>
  );
}

/** Requests the effect of changes. The caller shows the errors, because it knows which change each is about. */
export function EffectShown({ effect, refusals = true }: { effect: Effect; refusals?: boolean }) {
  const { moves, deleted, refused, hidden } = effect;
  return (
    <div class="stack">
      {refusals && refused.length > 0 && (
        <div class="faults" role="alert">
          {refused.map(({ change, message }) => (
            <p key={change}>It would be refused: {message}</p>
          ))}
        </div>
      )}
      {(refused.length === 0 || moves.length > 0 || !refusals) && <Summary effect={effect} />}
      {moves.length > 0 && <Moves moves={moves} />}
      {deleted.length > 0 && (
        <p>
          Deleted with it: {deleted.slice(0, MOST_NAMED).map(nameOf).join(", ")}
          {deleted.length > MOST_NAMED && ` and ${deleted.length - MOST_NAMED} more`}
        </p>
      )}
      {hidden > 0 && (
        <p class="muted">{plural(hidden, "more workspace")} that you may not see would be affected.</p>
      )}
    </div>
  );
}

/** The most workspaces that a sentence names. */
const MOST_NAMED = 8;

const nameOf = ({ environment, name }: Move["workspace"]) => `${environment.name}/${name}`;

function Summary({ effect: { moves } }: { effect: Effect }) {
  if (moves.length === 0) return <p>No runs would move.</p>;
  const homeless = moves.filter(({ to }) => to.pool === null).length;
  return (
    <p>
      Runs of <strong>{plural(moves.length, "workspace")}</strong> would move
      {homeless > 0 && (
        <>
          ; those of <strong>{homeless}</strong> of them would have no pool and end errored
        </>
      )}
      .
    </p>
  );
}

function Moves({ moves }: { moves: readonly Move[] }) {
  return (
    <Table
      label="Workspaces whose runs would move"
      rows={moves}
      id={({ workspace }) => workspace.id}
      empty={null}
      columns={[
        {
          title: "Workspace",
          cell: ({ workspace }) => <Link href={`/workspaces/${workspace.id}`}>{nameOf(workspace)}</Link>,
        },
        { title: "From", class: "nowrap", cell: ({ from }) => <Pool place={from} /> },
        { title: "To", class: "nowrap", cell: ({ to }) => <Pool place={to} /> },
        { title: "Because", class: "wide muted reason", cell: ({ to }) => to.reason },
      ]}
    />
  );
}

function Pool({ place: { pool, reason } }: { place: Move["to"] }) {
  return pool === null ? (
    <span title={reason}>
      <Badge tone="bad">no pool</Badge>
    </span>
  ) : (
    <span title={reason}>{pool.name}</span>
  );
}
