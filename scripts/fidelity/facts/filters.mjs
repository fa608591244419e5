// E4, E5: filters.
import { CLIENT } from "../sources.mjs";

const NOBODY = "! / nope";

/** Lists that official tests ask with a value that nothing has. */
const LISTS = [
  ["access-policies", "account"],
  ["account-users", "account"],
  ["account-users", "user"],
  ["agent-pools", "name"],
  ["environments", "name"],
  ["roles", "name"],
  ["tags", "name"],
  ["teams", "identity-provider"],
  ["workspaces", "name"],
];

/** Lists of what may be shared with every environment, and attributes of one that is, where it is made without ado. */
const SHARED = [
  ["agent-pools", {}],
  ["module-namespaces", null],
  ["policy-groups", null],
  ["provider-configurations", { "provider-name": "null", "is-custom": true }],
  ["ssh-keys", null],
  ["vcs-providers", null],
  ["integrations/webhooks", null],
];

const found = async ({ api }, path, name, value) => {
  const { status, body } = await api.get(`${path}?filter[${name}]=${encodeURIComponent(value)}`);
  return { status, found: body?.data?.length ?? null };
};

export default [
  {
    id: "E4",
    fact: "'!' is not an operator: a value that begins with it is a value like others, which nothing has.",
    source: CLIENT,
    tries: [
      ...LISTS.map(([path, name]) => ({
        what: `GET ${path}?filter[${name}]=${NOBODY}`,
        expected: { status: 200, found: 0 },
        see: (scene) => found(scene, path, name, NOBODY),
      })),
      {
        what: "GET tags?filter[name]=!… and not:… of a name that another tag has not",
        expected: { negated: 0, not: 0 },
        see: async (scene) => {
          const name = scene.name("negated");
          await scene.make("tags", { name }, { account: ["accounts", scene.account] });
          return {
            negated: (await found(scene, "tags", "name", `!${name}`)).found,
            not: (await found(scene, "tags", "name", `not:${name}`)).found,
          };
        },
      },
      {
        what: "GET tags?filter[name]=like:… and in:…",
        expected: { like: 2, in: 1 },
        see: async (scene) => {
          const [one, other] = [scene.name("like"), scene.name("like")];
          const account = { account: ["accounts", scene.account] };
          for (const name of [one, other]) await scene.make("tags", { name }, account);
          const part = one.slice(0, one.lastIndexOf("-"));
          return {
            like: (await found(scene, "tags", "name", `like:${part}`)).found,
            in: (await found(scene, "tags", "name", `in:${one},nobody`)).found,
          };
        },
      },
    ],
  },
  {
    id: "E5",
    fact: "filter[environment] with an id that does not exist matches nothing, not even what is shared.",
    source: CLIENT,
    tries: SHARED.map(([path, shared]) => ({
      what: `GET ${path}?filter[environment]=env-none`,
      expected: { status: 200, found: 0 },
      see: async (scene) => {
        const attributes = { name: scene.name("shared"), "is-shared": true, ...shared };
        if (shared) await scene.make(path, attributes, { account: ["accounts", scene.account] });
        return found(scene, path, "environment", "env-none");
      },
    })),
  },
];
