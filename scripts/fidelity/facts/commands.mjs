// E25, E27: the command line of scalr.io, which is made of the API's description, and its settings.
import { CLI } from "../sources.mjs";

const DESCRIPTION = "openapi-public.yml";

export default [
  {
    id: "E25",
    fact: "Every operation that takes a body describes it, those that are not carried out too, with every flag of its query.",
    source: CLI,
    tries: [
      {
        what: `GET ${DESCRIPTION}: operations of POST and PATCH without a body`,
        expected: [],
        see: async ({ api, parse }) => {
          const { paths } = parse((await api.get(DESCRIPTION)).body);
          return Object.entries(paths).flatMap(([path, methods]) =>
            ["post", "patch"]
              .filter((method) => methods[method] && !methods[method].requestBody)
              .map((method) => `${method.toUpperCase()} ${path}`),
          );
        },
      },
      {
        what: `GET ${DESCRIPTION}: members of invitations, comments and assumptions`,
        expected: {
          invite_user_to_account: ["email"],
          assume_service_account: ["id-token", "service-account-email"],
          cancel_run: ["comment"],
        },
        see: async ({ api, parse }) => {
          const operations = operationsOf(parse((await api.get(DESCRIPTION)).body));
          const has = (name, members) => [
            name,
            members.filter((each) =>
              JSON.stringify(operations.get(name)?.requestBody ?? {}).includes(`"${each}"`),
            ),
          ];
          return Object.fromEntries([
            has("invite_user_to_account", ["email"]),
            has("assume_service_account", ["id-token", "service-account-email"]),
            has("cancel_run", ["comment"]),
          ]);
        },
      },
      {
        what: `GET ${DESCRIPTION}: flags of queries`,
        expected: [],
        see: async ({ api, parse }) => {
          const operations = operationsOf(parse((await api.get(DESCRIPTION)).body));
          return FLAGS.filter(
            ([name, flag]) => !(operations.get(name)?.parameters ?? []).some((each) => each.name === flag),
          ).map((missing) => missing.join(" "));
        },
      },
    ],
  },
  {
    id: "E27",
    fact: "Clients read SCALR_ACCOUNT_ID as well as SCALR_ACCOUNT, so `scalr-sandbox env` prints both.",
    source: CLI,
    local: "it is about a command of the sandbox",
    tries: [
      {
        what: "scalr-sandbox env",
        expected: ["SCALR_ACCOUNT", "SCALR_ACCOUNT_ID"],
        see: async ({ local }) => local.namesThatEnvPrints(),
      },
    ],
  },
];

/** Operations and the flags that command lines have of them. */
const FLAGS = [
  ["get_plan_log", "clean"],
  ["get_plan_log", "format"],
  ["get_apply_log", "clean"],
  ["get_json_output", "format"],
  ["get_runs", "scheduled"],
  ["get_workspaces", "sort[favorite-first]"],
  ["list_environments", "sort[favorite-first]"],
  ["get_access_policies", "query"],
  ["get_account_users", "query"],
];

const operationsOf = ({ paths }) =>
  new Map(
    Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .filter((operation) => operation?.operationId)
      .map((operation) => [operation.operationId, operation]),
  );
