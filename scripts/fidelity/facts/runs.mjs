// E13, E24: runs.
import { CLIENT } from "../sources.mjs";

export default [
  {
    id: "E13",
    fact: "A run of a configuration version that is still pending is accepted, and waits for the upload.",
    source: CLIENT,
    tries: [
      {
        what: "POST runs with a pending configuration version",
        expected: { status: 201, run: "pending", version: "pending" },
        see: async (scene) => {
          const workspace = ["workspaces", await scene.workspace()];
          const version = await scene.api.create("configuration-versions", {}, { workspace });
          const reply = await scene.api.create(
            "runs",
            {},
            {
              workspace,
              "configuration-version": ["configuration-versions", version.body.data.id],
            },
          );
          const { data } = reply.body;
          // The workspace goes in the end, and a run that has not ended would hold it.
          if (reply.status === 201) await scene.api.send("POST", `runs/${data.id}/actions/cancel`);
          return {
            status: reply.status,
            run: data?.attributes.status,
            version: version.body.data.attributes.status,
          };
        },
      },
    ],
  },
  {
    id: "E24",
    fact: "The execution-details of a plan keep the agent's name after the agent has left.",
    source: CLIENT,
    local: "it takes an agent that comes and goes",
    tries: [
      {
        what: "GET plans/{plan} after the agent has left",
        expected: { agents: 0, name: "the agent's name" },
        see: async ({ local }) => local.planOfAnAgentThatLeft(),
      },
    ],
  },
];
