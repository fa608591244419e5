import { beforeAll, describe, expect, it } from "vitest";
import { type Api, expectRefusal, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";

const atEnd = afterSuite();

let api: Api;
beforeAll(async () => {
  api = await startApi(atEnd);
});

describe("a VCS provider", () => {
  it("never shows its token, and knows where the hosted kinds are", async () => {
    const attributes = { name: unique("vcs"), "vcs-type": "gitlab", token: "s3cret" };
    const reply = await api.tryCreate("vcs-providers", attributes);
    expect(reply.status).toBe(201);
    expect(reply.body.data.attributes).toMatchObject({
      url: "https://gitlab.com",
      "auth-type": "personal_token",
    });
    expect(JSON.stringify(reply.body)).not.toContain("s3cret");
    expect(JSON.stringify((await api.get(`vcs-providers/${reply.body.data.id}`)).body)).not.toContain(
      "s3cret",
    );
  });

  it("keeps its type", async () => {
    const { id } = await api.create("vcs-providers", {
      name: unique("vcs"),
      "vcs-type": "github",
      token: "t",
    });
    expectRefusal(await api.tryUpdate("vcs-providers", id, { "vcs-type": "gitlab" }), {
      status: 422,
      pointer: "/data/attributes/vcs-type",
    });
  });

  it("is shared with all environments or assigned to some", async () => {
    const environment = await api.create("environments", { name: unique("env") });
    const attributes = { name: unique("vcs"), "vcs-type": "github", token: "t" };
    const provider = await api.create("vcs-providers", attributes, { environments: [environment.id] });
    expect(provider.attributes["is-shared"]).toBe(false);
    expect(
      await api.list(`vcs-providers?filter[environment]=${environment.id}&filter[name]=${attributes.name}`),
    ).toEqual([provider]);
    const shared = await api.update("vcs-providers", provider.id, { "is-shared": true });
    expect(shared.relationships.environments!.data).toEqual([]);
  });
});

describe("the workspaces of a VCS provider", () => {
  it("are in environments that may use it", async () => {
    const [mine, theirs] = [
      await api.create("environments", { name: unique("env") }),
      await api.create("environments", { name: unique("env") }),
    ];
    const attributes = { name: unique("vcs"), "vcs-type": "github", token: "t" };
    const provider = await api.create("vcs-providers", attributes, { environments: [mine.id] });
    const links = { "vcs-provider": provider.id };
    await api.create("workspaces", { name: unique("ws") }, { environment: mine.id, ...links });
    const refused = await api.tryCreate(
      "workspaces",
      { name: unique("ws") },
      { environment: theirs.id, ...links },
    );
    expectRefusal(refused, {
      status: 422,
      pointer: "/data/relationships/vcs-provider",
      detail: new RegExp(
        `'${attributes.name}' .* is not available in environment '${theirs.attributes.name}'`,
      ),
    });
  });
});
