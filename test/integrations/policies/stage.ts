/** What tests of policies begin with: a repository of policies on a Git server that only an agent reaches. */
import { join } from "node:path";
import type { PolicyPreview } from "../../../simulator/core/entities.js";
import type { DataObject } from "../../../simulator/core/kept-types/types.js";
import { joinedAgent } from "../../agent/agent-process.js";
import { gitProvider, PASSWORD, until } from "../../modules/stage.js";
import type { AtEnd } from "../../support/process.js";
import type { Sandbox } from "../../support/sandbox.js";
import { git, type Posted, PrivateServer, Repository } from "../../vcs/git-server.js";

type Level = "hard-mandatory" | "soft-mandatory" | "advisory";

/** `scalr-policy.hcl` of policies with their levels. */
export const policyFile = (levels: Readonly<Record<string, Level>>): string =>
  `version = "v1"\n${Object.entries(levels)
    .map(([name, level]) => `policy "${name}" {\n  enabled = true\n  enforcement_level = "${level}"\n}\n`)
    .join("")}`;

/** A policy in the language of Open Policy Agent 1.0 that says `message` where `condition` holds. */
export const rego = (condition: string, message: string): string =>
  `package terraform\n\ndeny contains "${message}" if {\n  ${condition}\n}\n`;

/** A Git server with one repository of policies, and the agent that reaches it. */
export class PolicyStage {
  private constructor(
    readonly sandbox: Sandbox,
    readonly repository: Repository,
    readonly provider: string,
    readonly pool: string,
    private readonly relay: string,
    /** What the Git server was told of commits. */
    readonly statuses: readonly Posted[],
  ) {}

  static async open(sandbox: Sandbox, root: string, atEnd: AtEnd): Promise<PolicyStage> {
    const repository = new Repository(root, "acme/policies");
    const relay = join(root, "relay");
    const server = new PrivateServer(join(root, "repositories"), PASSWORD, atEnd);
    const proxy = await server.listen();
    const linked = await gitProvider(sandbox);
    const env = { http_proxy: proxy, SCALR_AGENT_RELAY_DIR: relay, SCALR_AGENT_VCS_INTERVAL: "3600" };
    await joinedAgent("git-agent", linked.poolToken, env, atEnd);
    return new PolicyStage(sandbox, repository, linked.provider, linked.pool, relay, server.statuses);
  }

  /** Pushes files, as somebody whose Git server tells the agent at once. */
  push(files: Readonly<Record<string, string>>, message?: string): string {
    this.repository.tellRelay(this.relay, "ann");
    return this.repository.push(files, message);
  }

  /** Pushes the commit of a pull request to the branch of the groups. */
  propose(number: number, files: Readonly<Record<string, string>>, message?: string): string {
    const { work } = this.repository;
    git(work, "checkout", "--quiet", "-B", `pull-${number}`);
    try {
      this.repository.tellRelay(this.relay, "bob");
      return this.repository.push(files, message, `refs/pull/${number}/head`);
    } finally {
      git(work, "checkout", "--quiet", "main");
    }
  }

  async group(
    name: string,
    attributes: Readonly<Record<string, unknown>> = {},
    environments: readonly string[] = [],
  ): Promise<string> {
    const made = await this.sandbox.create(
      "policy-groups",
      { name, "opa-version": "1.4.2", "vcs-repo": { identifier: "acme/policies" }, ...attributes } as never,
      { "vcs-provider": this.provider, ...(environments.length > 0 && { environments }) },
    );
    return made.id;
  }

  /** The preview of a proposed commit, once it has ended, or is what `isReady` asks for. */
  previewed(
    commit: string,
    isReady: (preview: PolicyPreview) => boolean = ({ status }) => !["fetching", "running"].includes(status),
  ): Promise<PolicyPreview> {
    const { store } = this.sandbox.simulator;
    return until(this.sandbox, () =>
      [...store.all("policy-previews")].find((preview) => preview.commit === commit && isReady(preview)),
    );
  }

  /** The group once its policies are those of a commit. */
  fetched(group: string, commit: string): Promise<DataObject> {
    return until(this.sandbox, () => {
      const { store } = this.sandbox.simulator;
      const found = store.get("policy-groups", group);
      const isOpen = store
        .find("vcs-tasks", "policyGroup", group)
        .some(({ status }) => status === "queued" || status === "running");
      return found?.commit === commit && !isOpen ? found : undefined;
    });
  }
}
