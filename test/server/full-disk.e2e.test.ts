import { expect, it } from "vitest";
import { Api, expectRefusal } from "../api/support.js";
import { cli } from "../cli/support.js";
import { temporaryFolder, up, upWithSmallFiles } from "../support/process.js";

it.skipIf(process.platform === "win32")(
  "a full disk: changes are refused with the reason and the remedy, reads are answered, `down` stops it, and nothing acknowledged is lost",
  async () => {
    const dataDir = temporaryFolder();
    const first = await upWithSmallFiles(64, "--data-dir", dataDir);
    const api = new Api(first.url, first.token, first.accountId);
    const acknowledged: string[] = [];
    let refused = await api.tryCreate("environments", { name: "first" });
    for (let i = 0; refused.status === 201; i++) {
      acknowledged.push(refused.body.data.id);
      refused = await api.tryCreate("environments", { name: `env-${i}` });
    }
    expectRefusal(refused, {
      status: 503,
      detail: /can no longer be written: .*start again; everything that was ack/,
    });
    expectRefusal(await api.send("GET", "/api/sandbox/v1/health"), { status: 503 });
    expectRefusal(await api.send("POST", "/api/sandbox/v1/clock/advance", { by: "1h" }), { status: 503 });
    expectRefusal(await api.delete("environments", acknowledged[0]!), { status: 503 });
    expect((await api.get(`environments/${acknowledged[0]}`)).status).toBe(200);
    const down = await cli(["down", "--data-dir", dataDir], {});
    expect(down).toEqual({ code: 0, stdout: `The sandbox at ${first.url} has stopped.\n`, stderr: "" });
    await first.kill("SIGTERM");

    const second = await up("--data-dir", dataDir);
    const again = new Api(second.url, second.token, second.accountId);
    for (const id of acknowledged) expect((await again.get(`environments/${id}`)).status, id).toBe(200);
    expect((await again.get("environments?page[size]=1")).body.meta.pagination["total-count"]).toBe(
      acknowledged.length,
    );
    await again.create("environments", { name: "there is room again" });
    await second.kill("SIGTERM");
  },
  60_000,
);
