// E28 to E33: states that the official provider wrote, and what its configurations say. They are facts about the provider of this
// package, which is tried with the state in test/official.
import { PROVIDER } from "../sources.mjs";

const local = "it is about the provider and its states";
/** @param {string} name of what the test does, and gives what is seen */
const seen = (name) => async (scene) => scene.local[name]();

export default [
  {
    id: "E28",
    fact: "Schema versions are part of a state, and states of older versions are taken over.",
    source: PROVIDER,
    local,
    tries: [
      {
        what: "schema versions other than 0",
        expected: {
          scalr_role: 1,
          scalr_variable: 3,
          scalr_vcs_provider: 1,
          scalr_webhook: 1,
          scalr_workspace: 4,
        },
        see: seen("schemaVersions"),
      },
      {
        what: "plan of a state with each older version: changes",
        expected: {
          "scalr_role 0": {},
          "scalr_variable 0": {},
          "scalr_variable 1": {},
          "scalr_variable 2": {},
          "scalr_vcs_provider 0": {},
          "scalr_webhook 0": {},
          "scalr_workspace 0": {},
          "scalr_workspace 1": {},
          "scalr_workspace 2": {},
          "scalr_workspace 3": {},
        },
        see: seen("plansOfOlderStates"),
      },
    ],
  },
  {
    id: "E29",
    fact: "What a state keeps beside the attributes is JSON whose values are base64 of JSON, and what the official provider left is ignored.",
    source: PROVIDER,
    local,
    tries: [
      {
        what: "apply of 30 changes to the official state: what is kept",
        expected: {
          "scalr_agent_pool.example": { owned: ["environments"] },
          "scalr_variable.example": { meta: { is_write_only: false } },
          "scalr_variable.secret": { meta: { is_write_only: true } },
        },
        see: seen("privateDataAfterApply"),
      },
    ],
  },
  {
    id: "E30",
    fact: "The official provider writes an empty text for some absent values and null for others; neither form plans a change.",
    source: PROVIDER,
    local,
    tries: [
      { what: "plan of the official state: changes", expected: {}, see: seen("planOfOfficialState") },
      { what: "plan of it with the other form: changes", expected: {}, see: seen("planOfOtherNothing") },
    ],
  },
  {
    id: "E31",
    fact: "A read-only attribute that a configuration sets is an error.",
    source: PROVIDER,
    local,
    tries: [
      {
        what: "plan with three such attributes: those that are refused",
        expected: ["policy_groups", "status", "has_resources"],
        see: seen("readOnlyAttributes"),
      },
    ],
  },
  {
    id: "E32",
    fact: "registry.scalr.io/scalr/scalr, scalr/scalr and Scalr/scalr are one provider.",
    source: PROVIDER,
    local,
    tries: [
      {
        what: "plan with each source: changes",
        expected: {
          "registry.scalr.io/scalr/scalr": { "scalr_tag.shop": "create" },
          "scalr/scalr": { "scalr_tag.shop": "create" },
          "Scalr/scalr": { "scalr_tag.shop": "create" },
        },
        see: seen("plansOfSources"),
      },
    ],
  },
  {
    id: "E33",
    fact: "Data sources have the official values of federated_environments and of the environments of a VCS provider, and say who changed a variable.",
    source: PROVIDER,
    local,
    tries: [
      {
        what: "apply with data sources",
        expected: {
          alone: [],
          withEverybody: ["*"],
          vcs: ["*"],
          changed: ["updated_at", "updated_by", "updated_by_email"],
        },
        see: seen("dataSources"),
      },
    ],
  },
];
