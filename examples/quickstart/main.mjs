// @ts-check
// The agent pools of a small company. README.md says which workspace's runs execute where, and why.
import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
  AccountPoolDefault,
  AgentPool,
  AgentPoolToken,
  Environment,
  EnvironmentAccess,
  EnvironmentPoolDefault,
  ScalrProvider,
  VcsPoolLink,
  VcsProvider,
  Workspace,
  WorkspacePoolLink,
} from "scalr-sandbox";

class Quickstart extends TerraformStack {
  /**
   * @param {App} app
   * @param {string} id
   */
  constructor(app, id) {
    super(app, id);
    new ScalrProvider(this, "scalr"); // SCALR_HOSTNAME and SCALR_TOKEN say where, and as whom.

    const development = new Environment(this, "development", { name: "development" });
    const production = new Environment(this, "production", { name: "production" });
    const playground = new Environment(this, "playground", { name: "playground" });

    // A pool inside the company's network: for development alone (R3), whose default it is (R2).
    const privatePool = new AgentPool(this, "private", { name: "private" });
    new EnvironmentAccess(this, "development-private", { pool: privatePool, environment: development });
    new EnvironmentPoolDefault(this, "development-default", { environment: development, pool: privatePool });

    // The account's default, but not for the playground: there it is passed over (R3).
    const shared = new AgentPool(this, "shared", { name: "shared" });
    for (const environment of [development, production]) {
      new EnvironmentAccess(this, `${environment.node.id}-shared`, { pool: shared, environment });
    }
    new AccountPoolDefault(this, "account-default", { pool: shared });

    // GitHub Enterprise is inside the network too: agents of a VCS pool reach it (R5, R6).
    const github = new VcsProvider(this, "github", {
      name: "github-enterprise",
      vcsType: "github_enterprise",
      url: "https://github.example.com",
      token: "not-a-real-token",
    });
    const vcsPool = new AgentPool(this, "vcs", { name: "vcs", vcsEnabled: true });
    new VcsPoolLink(this, "github-vcs", { vcsProvider: github, pool: vcsPool });

    /**
     * @param {Environment} environment
     * @param {string} name
     */
    const workspace = (environment, name) =>
      new Workspace(this, `${environment.node.id}-${name}`, { name, environment, autoApply: true });

    // Linked: these say themselves where their runs execute.
    for (const name of ["api", "auth", "billing", "search", "web"]) {
      new WorkspacePoolLink(this, `${name}-private`, {
        workspace: workspace(development, name),
        pool: privatePool,
      });
    }
    // Inheriting the environment's default.
    for (const name of ["cache", "events", "mail", "metrics", "storage"]) workspace(development, name);
    // Overriding the environment's default.
    new WorkspacePoolLink(this, "nightly-shared", {
      workspace: workspace(development, "nightly"),
      pool: shared,
    });
    // Inheriting the account's default.
    for (const name of ["api", "web"]) workspace(production, name);
    // No pool is set, so the Scalr runners execute its runs (R1).
    for (const name of ["ada", "blaise", "charles", "dorothy", "edsger"]) workspace(playground, name);

    // What agents join with. The VCS pool's agents need one too.
    for (const pool of [privatePool, shared, vcsPool]) {
      const { token } = new AgentPoolToken(this, `${pool.node.id}-token`, {
        pool,
        description: "quickstart",
      });
      new TerraformOutput(this, `${pool.node.id}_pool_token`, { value: token, sensitive: true });
    }
  }
}

const app = new App();
new Quickstart(app, "quickstart");
app.synth();
