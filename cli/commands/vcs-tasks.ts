import type { VcsTaskState } from "../../simulator/sandbox/contract/answers.js";
import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { findVcsProvider, vcsTaskHeadings, vcsTaskRow } from "../client/vcs.js";
import { command } from "../shell/command.js";

export default command({
  name: "vcs tasks",
  summary: "Show what agents of VCS pools do with Git servers (R6), the newest first",
  details:
    "A watch stays open while workspaces are linked to repositories of a provider with a VCS pool. A fetch becomes a " +
    "configuration version. A status reports a run to the Git server. --json has the repositories too.",
  options: {
    ...connectionOptions,
    provider: { type: "string", describe: "Only those of this VCS provider, by its name or id" },
  },
  examples: [
    ["", "All of them"],
    ["--provider corp", "Those of one provider"],
  ],
  async run({ dataDir, provider }, context) {
    const client = connect(context, dataDir);
    const query = provider === undefined ? "" : `?provider=${(await findVcsProvider(client, provider)).id}`;
    const answer = await client.json<{ tasks: readonly VcsTaskState[] }>(
      "GET",
      `${sandboxApi}/vcs-tasks${query}`,
    );
    if (context.out.json) context.out.object(answer);
    else if (answer.tasks.length === 0) context.out.print("There is no VCS task.");
    else context.out.table(vcsTaskHeadings, answer.tasks.map(vcsTaskRow));
    return undefined;
  },
});
