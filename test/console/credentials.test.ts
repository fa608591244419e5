import { describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { configuration, link } from "../integrations/provider-configurations/provider-cases.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

describe.skipIf(browser.missing)("the credentials of a workspace", () => {
  it("are explained on its page, which follows changes and shows no secret", async () => {
    const { sandbox } = used;
    const environment = await sandbox.environment(unique("dev"));
    const workspace = await sandbox.workspace(unique("api"), environment.id);
    const aws = (secret: string) =>
      configuration(sandbox, "aws", {
        "aws-access-key": "AKIA",
        "aws-secret-key": secret,
        "export-shell-variables": true,
      });
    const standard = await aws("marked-secret-standard");
    await sandbox.update(
      "environments",
      environment.id,
      {},
      { "default-provider-configurations": [standard.id] },
    );
    const console = await signedIn();
    await console.visit(`/workspaces/${workspace.id}/credentials`);
    const text = async () => (await console.page.locator("main").textContent()) ?? "";
    await expect.poll(text).toContain("It is a default of environment");
    expect(await text()).toContain("exports AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY");
    const own = await aws("marked-secret-own");
    await link(sandbox, workspace.id, own.id);
    await expect.poll(text).toContain(`Not used: the workspace is linked to '${own.attributes.name}'`);
    await sandbox.update("provider-configurations", own.id, { "aws-secret-key": "" });
    await link(sandbox, workspace.id, standard.id, "west");
    await expect.poll(text).toContain("A run would end errored: Provider configuration");
    expect(await console.page.content()).not.toContain("marked-secret");
    expect(console.errors).toEqual([]);
  });
});
