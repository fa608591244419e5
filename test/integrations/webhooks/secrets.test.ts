/** No secret of a webhook shows anywhere in clear, whatever its receiver answers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { everythingTold, expectForOwnerAlone, expectHidden } from "../../support/planted-secrets.js";
import { temporaryFolder } from "../../support/process.js";
import { startSandbox } from "../../support/sandbox.js";
import { attempted, canceledRun, change, deliveriesOf, delivery, webhook, workspaceIn } from "./hooks.js";
import { Receiver } from "./receiver.js";

const KEY = "marked-secret-key-5f2a";
const HEADER = "marked-secret-header-5f2a";
const MARK = "marked-secret";

it("shows no key and no sensitive header of a webhook anywhere", async () => {
  const folder = temporaryFolder("webhook-secrets-");
  const [dataDir, logFile] = [join(folder, "data"), join(folder, "sandbox.log")];
  const sandbox = await startSandbox({ dataDir, logFile, logLevel: "debug" });
  try {
    // It repeats all that it was sent, in its headers and in its body.
    const receiver = await Receiver.open((response, call) => {
      const { headers } = receiver.calls[call - 1]!;
      response
        .writeHead(500, { "X-Repeated": String(headers["x-token"]), "X-Key": KEY })
        .end(JSON.stringify({ headers, key: KEY }));
    });
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(
      sandbox,
      receiver.url,
      {
        "secret-key": KEY,
        headers: [
          { name: "X-Token", value: HEADER, sensitive: true },
          { name: "X-Team", value: "platform", sensitive: false },
        ],
      },
      [environment],
    );
    // A client that sends what it read keeps the value that it was not shown.
    await change(sandbox, "webhook-integrations", hook.id, { headers: hook.attributes.headers });
    await canceledRun(sandbox, workspace);
    const made = await delivery(sandbox, hook.id, attempted(1));
    expect(receiver.calls[0]!.headers["x-token"]).toBe(HEADER);
    await sandbox.sandbox("POST", "snapshots", { name: "with-secrets" });
    const seen: Record<string, string> = {
      answers: JSON.stringify([
        hook,
        await sandbox.read("integrations/webhooks", hook.id),
        await sandbox.list("integrations/webhooks"),
        await deliveriesOf(sandbox, hook.id),
        await sandbox.read("integrations/webhook-deliveries", made.id, "?include=webhook"),
        await sandbox.sandbox("GET", "webhooks"),
        await sandbox.sandbox("GET", "event-calls"),
        await sandbox.sandbox("GET", "status"),
        await sandbox.sandbox("GET", "snapshots"),
      ]),
      deliveries: JSON.stringify([...sandbox.simulator.store.all("webhook-integration-deliveries")]),
      events: await everythingTold(sandbox),
      audit: JSON.stringify(await sandbox.sandbox("GET", "audit?limit=1000")),
      log: readFileSync(logFile, "utf8"),
    };
    expect(seen.events).toContain(hook.id);
    expect(seen.audit).toContain(hook.id);
    expect(seen.log).toContain(made.id);
    expect(seen.deliveries).toContain('"X-Token":"***"');
    expect(seen.deliveries).toContain('"x-repeated":"***"');
    expect(seen.deliveries).toContain('"X-Team":"platform"');
    expectHidden(seen, MARK);
    // The store and snapshots keep them as all other secrets: in files for their owner alone.
    expectForOwnerAlone(dataDir, MARK);
  } finally {
    await sandbox.close();
  }
});
