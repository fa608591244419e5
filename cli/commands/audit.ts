import { connect, connectionOptions } from "../client/connection.js";
import { type AuditEntry, sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "audit",
  summary: "Show who changed what, and when, since the sandbox started",
  details:
    "Shows the latest changes, newest last. The sandbox keeps 10,000. Filters take several values separated by " +
    "commas. Times are the sandbox's. Values of secrets are never shown. --json gives every field before and after.",
  options: {
    ...connectionOptions,
    type: { type: "string", describe: "Only objects of these types, such as workspaces" },
    id: { type: "string", describe: "Only the objects with these ids" },
    name: { type: "string", describe: "Only objects with these names" },
    action: { type: "string", describe: "Only these actions: created, updated, deleted" },
    who: {
      type: "string",
      describe: "Only changes by these: an id, an email, a type such as service-accounts, or sandbox",
    },
    since: { type: "string", describe: "Only from this time on, such as 2030-01-01T12:00:00Z" },
    until: { type: "string", describe: "Only up to this time" },
    limit: { type: "number", default: 50, describe: "How many at most, up to 1000" },
  },
  examples: [
    ["", "The latest changes"],
    ["--type access-policies --action deleted", "Who took a permission away"],
    ["--id ws-4k2m --json", "All that happened to a workspace, field by field"],
  ],
  async run({ dataDir, ...filters }, context) {
    const { out } = context;
    const client = connect(context, dataDir);
    const given = Object.entries(filters).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams();
    for (const [name, value] of given) query.set(name, String(value));
    const answer = await client.json<Answer>("GET", `${sandboxApi}/audit?${query}`);
    if (out.json) out.object(answer);
    else if (answer.entries.length === 0) out.print("Nothing that fits was changed.");
    else {
      out.table(["AT", "WHO", "ACTION", "OBJECT", "ID", "CHANGED"], answer.entries.toReversed().map(row));
      if (answer.more) out.print(`\nThere is more before that: --until, or --limit (${filters.limit} now).`);
    }
    return undefined;
  },
});

interface Answer {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  readonly more: boolean;
}

function row({ at, who, action, object, after }: AuditEntry): string[] {
  const changed = action === "updated" ? Object.keys(after ?? {}).join(", ") : "";
  return [at, who.name, action, `${object.type} ${object.name ?? ""}`.trim(), object.id, changed];
}
