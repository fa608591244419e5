// E14 to E18, E20 to E23: values.
import { CLIENT, PROVIDER } from "../sources.mjs";
import { assumePolicy } from "./links.mjs";

const REPOSITORY = { identifier: "somebody/terraform-null-nothing" };

const attributeOf = async (scene, path, attributes, name, links = undefined) => {
  const own = links ?? { account: ["accounts", scene.account] };
  const made = await scene.make(path, attributes, own);
  return made.attributes[name];
};

/** A VCS provider whose token nobody checks. */
const vcsProvider = async (scene) =>
  (await scene.make("vcs-providers", { name: scene.name("vcs"), "vcs-type": "github", token: "none" })).id;

const isRefused = ({ status }) => status >= 400 && status < 500;

export default [
  {
    id: "E14",
    fact: "working-directory may be absolute, and reads back as it was written.",
    source: PROVIDER,
    tries: ["/db", "/"].map((directory) => ({
      what: `POST workspaces with working-directory ${directory}`,
      expected: directory,
      see: async (scene) => {
        const id = await scene.workspace(undefined, { "working-directory": directory });
        return (await scene.read(`workspaces/${id}`)).attributes["working-directory"];
      },
    })),
  },
  {
    id: "E15",
    fact: "A null inside a nested object is the same as leaving the member out.",
    source: CLIENT,
    tries: [
      {
        what: "POST modules with vcs-repo.path null and an unknown VCS provider",
        expected: { status: 404, pointer: "/data/relationships/vcs-provider" },
        see: async (scene) => {
          const reply = await scene.attempt(
            "modules",
            { "vcs-repo": { ...REPOSITORY, path: null, "tag-prefix": null } },
            { "vcs-provider": ["vcs-providers", "vcs-none"], account: ["accounts", scene.account] },
          );
          return { status: reply.status, pointer: reply.body?.errors?.[0]?.source?.pointer ?? null };
        },
      },
      {
        what: "POST workspaces with a null among the hooks",
        expected: { "pre-plan": "./check.sh", "post-apply": null },
        see: async (scene) => {
          const id = await scene.workspace(undefined, {
            hooks: { "pre-plan": "./check.sh", "post-apply": null },
          });
          const { hooks } = (await scene.read(`workspaces/${id}`)).attributes;
          return { "pre-plan": hooks["pre-plan"], "post-apply": hooks["post-apply"] ?? null };
        },
      },
    ],
  },
  {
    id: "E16",
    fact: "hcl of a shell variable is accepted and reads back false.",
    source: PROVIDER,
    tries: [
      {
        what: "POST vars with category shell and hcl true",
        expected: false,
        see: async (scene) => {
          const links = { workspace: ["workspaces", await scene.workspace()] };
          const attributes = { key: "FIDELITY", value: "1", category: "shell", hcl: true };
          return attributeOf(scene, "vars", attributes, "hcl", links);
        },
      },
    ],
  },
  {
    id: "E17",
    fact: "A role without permissions is accepted.",
    source: CLIENT,
    tries: [
      {
        what: "POST roles with no permissions",
        expected: [],
        see: async (scene) => {
          const made = await scene.make(
            "roles",
            { name: scene.name("role") },
            { permissions: ["permissions", []], account: ["accounts", scene.account] },
          );
          return (await scene.read(`roles/${made.id}`)).relationships.permissions.data;
        },
      },
    ],
  },
  {
    id: "E18",
    fact: "Names are checked: some punctuation is refused.",
    source: CLIENT,
    tries: [
      {
        what: "POST tags named '! / nope'",
        expected: "refused",
        see: async (scene) => {
          const own = { account: ["accounts", scene.account] };
          return isRefused(await scene.attempt("tags", { name: "! / nope" }, own)) ? "refused" : "accepted";
        },
      },
      {
        what: "POST vcs-providers named '~invalid_name!'",
        expected: "refused",
        see: async (scene) => {
          const attributes = { name: "~invalid_name!", "vcs-type": "github", token: "none" };
          return isRefused(await scene.attempt("vcs-providers", attributes, {})) ? "refused" : "accepted";
        },
      },
    ],
  },
  {
    id: "E20",
    fact: "What a client does not give has the value that clients rely on.",
    source: `${CLIENT}; ${PROVIDER}`,
    tries: [
      ...[{}, { version: "" }].map((given) => ({
        what: `POST integrations/checkov with ${JSON.stringify(given)}: version is not empty`,
        expected: true,
        see: async (scene) => {
          const attributes = { name: scene.name("checkov"), ...given };
          const made = await scene.make("integrations/checkov", attributes, {}, "checkov-integrations");
          return typeof made.attributes.version === "string" && made.attributes.version !== "";
        },
      })),
      {
        what: "POST service-accounts/{id}/assume-policies: operator of a condition",
        expected: "eq",
        see: async (scene) => (await assumePolicy(scene)).policy.attributes["claim-conditions"][0].operator,
      },
      {
        what: "POST drift-detection-schedules: workspace-filters is absent",
        expected: false,
        see: async (scene) => {
          const links = { environment: ["environments", await scene.otherEnvironment()] };
          const made = await scene.make(
            "drift-detection-schedules",
            { schedule: "daily" },
            links,
            "drift-detection-schedule",
          );
          return "workspace-filters" in made.attributes;
        },
      },
      {
        what: "POST provider-configurations of google: google-auth-type",
        expected: "service-account-key",
        harm: "a host checks the credentials with Google",
        see: async (scene) => {
          const attributes = {
            name: scene.name("google"),
            "provider-name": "google",
            "google-credentials": "{}",
          };
          return attributeOf(scene, "provider-configurations", attributes, "google-auth-type");
        },
      },
      {
        what: "POST policy-groups: vcs-repo.branch and opa-version are not empty",
        expected: { branch: true, version: true },
        harm: "a host checks the token of the VCS provider, and fetches the repository",
        see: async (scene) => {
          const links = { "vcs-provider": ["vcs-providers", await vcsProvider(scene)] };
          const made = await scene.make(
            "policy-groups",
            { name: scene.name("policies"), "vcs-repo": REPOSITORY },
            links,
          );
          const { "vcs-repo": repository, "opa-version": version } = made.attributes;
          return { branch: Boolean(repository.branch), version: Boolean(version) };
        },
      },
      {
        what: "POST policy-groups with an opa-version that does not exist",
        expected: "refused",
        harm: "a host checks the token of the VCS provider, and fetches the repository",
        see: async (scene) => {
          const attributes = {
            name: scene.name("policies"),
            "vcs-repo": REPOSITORY,
            "opa-version": "nonexisting",
          };
          const links = { "vcs-provider": ["vcs-providers", await vcsProvider(scene)] };
          return isRefused(await scene.attempt("policy-groups", attributes, links)) ? "refused" : "accepted";
        },
      },
      {
        what: "POST integrations/aws-event-bridge: event-source is set",
        expected: true,
        harm: "a host makes an event source in the AWS account",
        see: async (scene) => {
          const attributes = {
            name: scene.name("bus"),
            "aws-account-id": "123456789012",
            region: "us-east-1",
          };
          const path = "integrations/aws-event-bridge";
          const made = await scene.make(path, attributes, {}, "aws-event-bridge-integrations");
          return Boolean(made.attributes["event-source"]);
        },
      },
    ],
  },
  {
    id: "E21",
    fact: "google-default-label-strategy and google-default-labels-strategy are one attribute.",
    source: CLIENT,
    tries: ["google-default-label-strategy", "google-default-labels-strategy"].map((name) => ({
      what: `POST provider-configurations with ${name}`,
      expected: ["update", "update"],
      harm: "a host checks the credentials with Google",
      see: async (scene) => {
        const made = await scene.make(
          "provider-configurations",
          {
            name: scene.name("google"),
            "provider-name": "google",
            "google-credentials": "{}",
            "google-default-labels": { team: "a" },
            [name]: "update",
          },
          { account: ["accounts", scene.account] },
        );
        const { attributes } = made;
        return [attributes["google-default-label-strategy"], attributes["google-default-labels-strategy"]];
      },
    })),
  },
  {
    id: "E22",
    fact: "The connection to Slack is null while there is none, and an integration takes it as a relationship.",
    source: CLIENT,
    tries: [
      {
        what: "GET integrations/slack/{account}/connection",
        expected: { status: 200, isNullOrOne: true },
        see: async ({ api, account }) => {
          const { status, body } = await api.get(`integrations/slack/${account}/connection`);
          return { status, isNullOrOne: body?.data === null || body?.data?.type === "slack-connections" };
        },
      },
      {
        what: "POST integrations/slack with an unknown connection",
        expected: { status: 404, pointer: "/data/relationships/connection" },
        see: async (scene) => {
          const reply = await scene.attempt(
            "integrations/slack",
            { name: scene.name("slack"), "channel-id": "C1", events: ["run_success"] },
            { account: ["accounts", scene.account], connection: ["slack-connections", "slc-none"] },
            "slack-integrations",
          );
          return { status: reply.status, pointer: reply.body?.errors?.[0]?.source?.pointer ?? null };
        },
      },
    ],
  },
  {
    id: "E23",
    fact: "GET /vcs-revisions/{id} exists, pages say their size, and no link has a literal '*'.",
    source: CLIENT,
    tries: [
      {
        what: "GET vcs-revisions/nonexisting",
        expected: 404,
        see: async ({ api }) => (await api.get("vcs-revisions/nonexisting")).status,
      },
      {
        what: "GET tags?page[size]=7: meta.pagination.page-size",
        expected: 7,
        see: async ({ api }) => (await api.get("tags?page[size]=7")).body.meta.pagination["page-size"],
      },
      {
        what: "POST service-accounts/{id}/assume-policies: links.self",
        expected: false,
        see: async (scene) => ((await assumePolicy(scene)).policy.links?.self ?? "").includes("*"),
      },
    ],
  },
];
