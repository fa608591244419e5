import { signal } from "@preact/signals";
import type { Agent, AgentPool } from "../../../core/entities.js";
import type { Change } from "./world.js";

/** An event that no object stores, which was observed while the page is open. */
export interface Seen {
  readonly key: string;
  readonly at: number;
  readonly pool: string;
  readonly what: string;
}

/** The most events that are kept, latest last. */
const KEPT = 500;

export const happenings = signal<readonly Seen[]>([]);

let count = 0;

/** Records the changes of agents and pools in a commit. */
export function note(changes: readonly Change[], at: string): void {
  const seen = changes.flatMap((change) => {
    const what =
      change.type === "agents" ? ofAgent(change) : change.type === "agent-pools" ? ofPool(change) : null;
    if (what === null) return [];
    count += 1;
    return [{ key: `seen-${count}`, at: Date.parse(at), ...what }];
  });
  if (seen.length > 0) happenings.value = [...happenings.value, ...seen].slice(-KEPT);
}

function ofAgent({ action, before, after }: Change): Pick<Seen, "pool" | "what"> | null {
  const [old, agent] = [before as Agent | undefined, after as Agent | undefined];
  if (action === "deleted" && old?.pool !== undefined)
    return { pool: old.pool, what: `Agent ${old.name} left or was deleted.` };
  if (agent === undefined || old === undefined || old.condition === agent.condition) return null;
  const message = agent.errorMessage === null ? "" : ` ${agent.errorMessage}`;
  return { pool: agent.pool, what: `Agent ${agent.name} is ${agent.condition}.${message}` };
}

function ofPool({ before, after }: Change): Pick<Seen, "pool" | "what"> | null {
  const [old, pool] = [before as AgentPool | undefined, after as AgentPool | undefined];
  if (old?.name === undefined || pool === undefined) return null;
  const changed = [
    old.name !== pool.name && `renamed from ${old.name}`,
    (old.isShared !== pool.isShared || old.environments.join() !== pool.environments.join()) &&
      "given other access",
    old.webhookUrl !== pool.webhookUrl && "given another webhook",
  ].filter(Boolean);
  return changed.length === 0 ? null : { pool: pool.id, what: `The pool was ${changed.join(" and ")}.` };
}
