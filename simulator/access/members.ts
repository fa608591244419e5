import type { AccountUser, Team, User } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Operation } from "../core/resource.js";

/** Makes a user a member of the account. */
export function addMember(op: Operation, user: User, status: AccountUser["status"]): AccountUser {
  const [member] = op.reader.find("account-users", "user", user.id);
  if (member) return member;
  return op.tx.insert<"account-users">({
    type: "account-users",
    id: newId("accu"),
    account: op.services.accountId,
    user: user.id,
    status,
  });
}

const without = (team: Team, user: string) => team.users.filter((id) => id !== user);

/** Makes a user a member of exactly these teams. */
export function setTeams(op: Operation, user: User, ids: readonly string[]): void {
  for (const team of [...op.reader.find("teams", "user", user.id)])
    if (!ids.includes(team.id)) op.tx.update("teams", team.id, { users: without(team, user.id) });
  for (const id of ids) {
    const team = op.reader.get("teams", id)!;
    if (!team.users.includes(user.id)) op.tx.update("teams", id, { users: [...team.users, user.id] });
  }
}

/** Removes a user's membership, team memberships and access policies. The user and its tokens remain. */
export function removeMember(op: Operation, user: User): void {
  for (const member of [...op.reader.find("account-users", "user", user.id)]) op.remove(member);
  for (const policy of [...op.reader.find("access-policies", "user", user.id)]) op.remove(policy);
  setTeams(op, user, []);
}
