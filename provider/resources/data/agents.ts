import { listOf, objectOf, STRING } from "../../../engine/values/index.js";
import { toOneId } from "../../client/index.js";
import { type DataSource, oneOf } from "../framework/index.js";
import { requiredText } from "../shared/common-attributes.js";
import { byText } from "./criteria.js";
import { objectList } from "./lookup.js";

const SHOWN = {
  id: STRING,
  name: STRING,
  status: STRING,
  error_message: STRING,
  os: STRING,
  cpu_platform: STRING,
  version: STRING,
} as const;

const byStatus = byText(
  "status",
  "Only agents with this status: idle, busy, offline, errored.",
  "filter[status]",
);

/** `scalr_agents`: the agents of a pool, with their status (R13). */
export const agentsData: DataSource = objectList({
  type: "scalr_agents",
  noun: "agents",
  apiType: "agents",
  description: "The agents of a pool, with their status (R13).",
  criteria: {
    agent_pool_id: {
      definition: requiredText("Id of the pool."),
      filter: "filter[agent-pool]",
      fits: (one, value) => toOneId(one, "pool") === value,
    },
    status: {
      ...byStatus,
      definition: {
        ...byStatus.definition,
        computed: false,
        validate: [oneOf("idle", "busy", "offline", "errored")],
      },
    },
  },
  name: "agents",
  text: "The agents, sorted by id.",
  shows: listOf(objectOf(SHOWN)),
  show: ({ id, attributes }) => ({
    id,
    name: attributes.name as string,
    status: attributes.status as string,
    error_message: attributes["error-message"] as string | null,
    os: attributes.os as string,
    cpu_platform: attributes["cpu-platform"] as string,
    version: attributes.version as string,
  }),
});
