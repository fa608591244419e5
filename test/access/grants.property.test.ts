import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { grant, roleOf, signIn, user } from "./people.js";

/** R21: what a caller sees and may do is the union of what was granted to it and its teams, here and above. */

const world = useSandbox();
const PERMISSIONS = [
  "*:*",
  "*:read",
  "*:update",
  "workspaces:*",
  "workspaces:read",
  "workspaces:lock",
  "environments:read",
  "environments:*",
  "tags:read",
  "agent-pools:read",
];
const PLACES = ["account", "env-0", "env-1", "ws-0", "ws-1", "ws-2"] as const;
const PARENT: Readonly<Record<string, string>> = {
  "env-0": "account",
  "env-1": "account",
  "ws-0": "env-0",
  "ws-1": "env-0",
  "ws-2": "env-1",
};
const ids = new Map<string, string>();

beforeAll(async () => {
  const { sandbox } = world;
  ids.set("account", sandbox.accountId);
  for (const name of ["env-0", "env-1"]) ids.set(name, (await sandbox.environment(name)).id);
  for (const name of ["ws-0", "ws-1", "ws-2"])
    ids.set(name, (await sandbox.workspace(name, ids.get(PARENT[name]!)!)).id);
});

interface Policy {
  readonly place: (typeof PLACES)[number];
  readonly permissions: readonly string[];
  readonly byTeam: boolean;
}

const policy: fc.Arbitrary<Policy> = fc.record({
  place: fc.constantFrom(...PLACES),
  permissions: fc.uniqueArray(fc.constantFrom(...PERMISSIONS), { minLength: 1, maxLength: 3 }),
  byTeam: fc.boolean(),
});

/** The model: the place itself or one above it has a grant whose halves fit. */
function holds(policies: readonly Policy[], permission: string, place: string): boolean {
  const [resource, action] = permission.split(":");
  for (let at: string | undefined = place; at !== undefined; at = PARENT[at]) {
    for (const { permissions } of policies.filter((each) => each.place === at))
      for (const [r, a] of permissions.map((each) => each.split(":")))
        if ((r === "*" || r === resource) && (a === "*" || a === action)) return true;
  }
  return false;
}

it("is what a model of it says", { timeout: 60_000 }, async () => {
  const { sandbox } = world;
  await fc.assert(
    fc.asyncProperty(fc.array(policy, { maxLength: 4 }), async (policies) => {
      const member = await user(sandbox);
      const team = (await sandbox.create("teams", { name: unique("team") }, { users: [member] })).id;
      for (const { place, permissions, byTeam } of policies)
        await grant(sandbox, byTeam ? team : member, ids.get(place)!, [await roleOf(sandbox, permissions)]);
      const caller = await signIn(sandbox, member);
      for (const [type, prefix] of [
        ["workspaces", "ws-"],
        ["environments", "env-"],
      ] as const) {
        const places = PLACES.filter((place) => place.startsWith(prefix));
        const readable = places.filter((place) => holds(policies, `${type}:read`, place));
        const anywhere = PLACES.some((place) => holds(policies, `${type}:read`, place));
        const list = await caller.get(type);
        expect(list.status).toBe(anywhere ? 200 : 403);
        if (anywhere)
          expect(list.body.data.map(({ id }: { id: string }) => id).sort()).toEqual(
            readable.map((place) => ids.get(place)!).sort(),
          );
        for (const place of places) {
          const isReadable = readable.includes(place);
          expect((await caller.get(`${type}/${ids.get(place)}`)).status).toBe(isReadable ? 200 : 404);
          const update = await caller.tryUpdate(type, ids.get(place)!, {});
          const mayUpdate = holds(policies, `${type}:update`, place);
          expect(update.status, `${place} ${JSON.stringify(policies)}`).toBe(
            isReadable ? (mayUpdate ? 200 : 403) : 404,
          );
        }
      }
    }),
    { numRuns: 25 },
  );
});
