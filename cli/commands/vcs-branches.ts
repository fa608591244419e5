import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { findVcsProvider } from "../client/vcs.js";
import { command } from "../shell/command.js";

interface Answer {
  readonly defaultBranch: string | null;
  readonly branches: readonly { readonly name: string; readonly sha: string }[];
}

export default command({
  name: "vcs branches",
  summary: "List the branches of a repository, as an agent of the provider's VCS pool sees them now",
  positionals: { repository: { describe: "Its identifier, such as acme/app" } },
  options: {
    ...connectionOptions,
    provider: { type: "string", required: true, describe: "The VCS provider, by its name or id" },
  },
  examples: [["acme/app --provider corp", "Asks an agent, which asks the Git server"]],
  async run({ dataDir, provider, repository }, context) {
    const { out } = context;
    const client = connect(context, dataDir);
    const { id } = await findVcsProvider(client, provider);
    const query = `repository=${encodeURIComponent(repository)}`;
    const answer = await client.json<Answer>("GET", `${sandboxApi}/vcs-providers/${id}/branches?${query}`);
    if (out.json) out.object(answer);
    else
      out.table(
        ["BRANCH", "COMMIT", "DEFAULT"],
        answer.branches.map(({ name, sha }) => [name, sha, name === answer.defaultBranch ? "yes" : ""]),
      );
    return undefined;
  },
});
