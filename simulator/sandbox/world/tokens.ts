import { hashOf } from "../../access/tokens.js";
import type { AccessToken } from "../../core/entities.js";
import type { Operation } from "../../core/resource.js";
import { didYouMean } from "../../core/suggest.js";
import type { Fault } from "./errors.js";
import type { Item, World } from "./read.js";
import { labelOf, TOKENS } from "./records.js";

const FIELDS = ["id", "owner", "secret", "name", "description", "expires-in"];

const KINDS = [
  ["users", "user"],
  ["service-accounts", "service-account"],
  ["agent-pools", "pool"],
] as const;

/** The kind of token for an owner; undefined for an owner that has no tokens. */
function kindOf({ reader }: Operation, owner: unknown): AccessToken["kind"] | undefined {
  if (typeof owner !== "string") return undefined;
  const found = KINDS.find(([type]) => reader.get(type, owner) !== undefined);
  const isRunners = reader.get("agent-pools", owner)?.isScalrManaged === true;
  return isRunners ? undefined : found?.[1];
}

/** The tokens of a world, with secrets that its author chose. */
export function makeTokens(op: Operation, world: World, faults: Fault[]): number {
  const items = world.sections.get(TOKENS)?.items ?? [];
  for (const item of items) makeToken(op, item, faults);
  return items.length;
}

function makeToken(op: Operation, item: Item, faults: Fault[]): void {
  const before = faults.length;
  const fault = (name: string, message: string) =>
    void faults.push({ at: item.fields.get(name)?.at ?? item.at, message: `${labelOf(item)}: ${message}` });
  const value = (name: string) => item.fields.get(name)?.value ?? null;
  for (const name of item.fields.keys())
    if (!FIELDS.includes(name))
      fault(
        name,
        `tokens have no '${name}'.${didYouMean(name, FIELDS, "'") || ` They have: ${FIELDS.join(", ")}.`}`,
      );
  const [id, owner, secret, minutes] = ["id", "owner", "secret", "expires-in"].map(value);
  if (id !== null && !(typeof id === "string" && /^at-[A-Za-z0-9_-]{1,76}$/.test(id)))
    fault("id", "ids of tokens begin with 'at-' and contain only letters, digits, - and _.");
  else if (id !== null && op.reader.get("access-tokens", id as string))
    fault("id", `'${id}' is there already.`);
  const kind = kindOf(op, owner);
  if (kind === undefined)
    fault("owner", "'owner' must be the id of a user, a service account or an agent pool that there is.");
  if (typeof secret !== "string" || !/^[\x21-\x7e]{8,4096}$/.test(secret))
    fault("secret", "'secret' must be a text of at least 8 characters, without spaces.");
  else if (op.reader.count("access-tokens", "hash", hashOf(secret)) > 0)
    fault("secret", "another token has the same 'secret'. Give each token its own.");
  for (const name of ["name", "description"])
    if (value(name) !== null && typeof value(name) !== "string") fault(name, `'${name}' must be a text.`);
  if (minutes !== null && !(Number.isInteger(minutes) && (minutes as number) > 0))
    fault("expires-in", "'expires-in' must be a whole number of minutes from 1.");
  if (faults.length > before) return;
  const token = op.services.tokens.adopt(op.tx, op.now, secret as string, {
    kind: kind!,
    owner: owner as string,
    name: value("name") as string | null,
    description: value("description") as string | null,
    createdBy: op.caller.user,
    expiresAt: minutes === null ? null : op.now + (minutes as number) * 60_000,
  });
  if (id === null) return;
  op.tx.delete("access-tokens", token.id);
  op.tx.insert<"access-tokens">({ ...token, id: id as string });
}
