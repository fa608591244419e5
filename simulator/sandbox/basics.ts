import type { Entities, EntityType } from "../core/entities.js";
import type { Reader } from "../core/schema.js";

/**
 * The objects that every sandbox has and a reset keeps, besides the account: the administrator with its tokens, the system roles,
 * the identity providers, and the Scalr runners.
 */
export function basicEntities(reader: Reader, accountId: string): readonly Entities[EntityType][] {
  const runners = reader.find("agent-pools", "managed", accountId);
  const agents = runners.flatMap((pool) => reader.find("agents", "pool", pool.id));
  const [admin] = reader.all("users");
  const owners = [admin!, ...runners, ...agents];
  return [
    admin!,
    ...reader.find("account-users", "user", admin!.id),
    ...reader.all("identity-providers"),
    ...[...reader.all("roles")].filter(({ isSystem }) => isSystem),
    ...reader.find("access-policies", "user", admin!.id).filter(({ isSystem }) => isSystem),
    ...runners,
    ...agents,
    ...owners.flatMap((owner) => reader.find("access-tokens", "owner", owner.id)),
    ...reader.all("sandbox"),
  ];
}
