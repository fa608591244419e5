import { beforeAll, describe, expect, it } from "vitest";
import { type Api, expectRefusal, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";

const atEnd = afterSuite();

let api: Api;
let environment: string;
beforeAll(async () => {
  api = await startApi(atEnd);
  environment = (await api.create("environments", { name: unique("env") })).id;
});

describe.each([
  ["environments", "Environment", () => api.create("environments", { name: unique("env") })],
  ["workspaces", "Workspace", () => api.create("workspaces", { name: unique("ws") }, { environment })],
])("%s", (type, model, make) => {
  it("are locked with a reason by whoever asks, and unlocked again", async () => {
    const { id } = await make();
    const locked = await api.send("POST", `${type}/${id}/actions/lock`, { reason: "maintenance" });
    expect(locked.body.data.attributes).toMatchObject({ locked: true, "lock-reason": "maintenance" });
    expect(locked.body.data.relationships["locked-by"].data.type).toBe("users");
    const unlocked = await api.get(`${type}/${id}/actions/unlock`);
    expect(unlocked.body.data.attributes).toMatchObject({ locked: false, "lock-reason": null });
    expect(unlocked.body.data.relationships["locked-by"].data).toBeNull();
    expect((await api.read(type, id)).attributes.locked).toBe(false);
  });

  it("are locked once", async () => {
    const { id } = await make();
    expectRefusal(await api.get(`${type}/${id}/actions/unlock`), { status: 409, detail: /is not locked/ });
    expect((await api.send("POST", `${type}/${id}/actions/lock`)).status).toBe(200);
    expectRefusal(await api.send("POST", `${type}/${id}/actions/lock`), {
      status: 409,
      detail: new RegExp(`^${model} '.*' \\(${id}\\) is locked already\\.$`),
    });
  });

  it("refuse an invalid reason", async () => {
    const { id } = await make();
    const reply = await api.send("POST", `${type}/${id}/actions/lock`, { reason: 5 });
    expectRefusal(reply, { status: 400, pointer: "/reason" });
    expect((await api.read(type, id)).attributes.locked).toBe(false);
  });

  it("are found by their id alone", async () => {
    expectRefusal(await api.send("POST", `${type}/none/actions/lock`), {
      status: 404,
      detail: `${model} with ID 'none' not found or user unauthorized.`,
    });
  });
});
