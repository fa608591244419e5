import { describe, expect, it } from "vitest";
import {
  canceledRun,
  change,
  delivery,
  ended,
  integration,
  webhook,
  workspaceIn,
} from "../integrations/webhooks/hooks.js";
import { Receiver, statuses } from "../integrations/webhooks/receiver.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

describe.skipIf(browser.missing)("the page of webhooks", () => {
  it("shows what failed and why, with request and response, and sends it again", async () => {
    const { sandbox } = used;
    const broken = await Receiver.open((response) =>
      response.writeHead(500, { "X-Reason": "marked-secret-key" }).end("the marked-secret-header is wrong"),
    );
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(
      sandbox,
      broken.url,
      {
        name: "deploys",
        "max-attempts": 1,
        "secret-key": "marked-secret-key",
        headers: [{ name: "X-Token", value: "marked-secret-header", sensitive: true }],
      },
      [environment],
    );
    const console = await signedIn();
    await console.visit("/webhooks");
    const text = async () => (await console.page.locator("main").textContent()) ?? "";
    await expect.poll(text).toContain("nothing sent yet");
    await canceledRun(sandbox, workspace);
    const failed = await delivery(sandbox, hook.id, ended);
    // It follows what happens, and the navigation counts what fails.
    await expect.poll(text).toContain("failing");
    expect(await text()).toContain("The webhook answered 500.");
    await expect
      .poll(() => console.page.getByRole("navigation", { name: "Main" }).textContent())
      .toContain("Webhooks1");
    await console.page.getByRole("link", { name: "deploys" }).click();
    await console.page.getByRole("button", { name: `Show ${failed.id}, run:errored` }).click();
    const request = console.page.getByRole("figure", { name: "Request", exact: true });
    await expect.poll(() => request.textContent()).toContain('"event_name": "run:errored"');
    expect(await request.textContent()).toContain("X-Token: ***");
    const response = console.page.getByRole("figure", { name: "Response", exact: true });
    expect(await response.textContent()).toContain("x-reason: ***");
    expect(await response.textContent()).toContain("the *** is wrong");
    expect(await console.page.content()).not.toContain("marked-secret");
    const repaired = await Receiver.open(statuses(200));
    await change(sandbox, "webhook-integrations", hook.id, { url: repaired.url });
    await console.page.getByRole("button", { name: "Send again" }).click();
    expect((await repaired.called(1)).text).toBe(broken.calls[0]!.text);
    await expect.poll(text).toContain("delivered");
    await expect.poll(text).toContain("accepted");
    expect(console.errors).toEqual([]);
    expect(console.strays).toEqual([]);
  });

  it("shows what Slack would have been told", async () => {
    const { sandbox } = used;
    const { workspace, environment } = await workspaceIn(sandbox);
    const slack = await integration(
      sandbox,
      "slack-integrations",
      { name: "channel", "channel-id": "C0123", events: ["run_errored"] },
      { environments: [environment] },
    );
    await canceledRun(sandbox, workspace);
    const console = await signedIn();
    await console.visit(`/webhooks/${slack.id}`);
    const text = async () => (await console.page.locator("main").textContent()) ?? "";
    await expect.poll(text).toContain("would have been sent");
    expect(await text()).toContain("--slack-endpoint");
  });
});
