import { describe, expect, it } from "vitest";
import { refusalOf, seeded, worldFile } from "./support.js";

/** What no request can set and a world can: programs that expect certain ids find them. */
describe("a world that gives what no request can set", () => {
  it("names the owner and the identity provider of the account", async () => {
    const sandbox = await seeded(
      worldFile(`
        account: { id: acc-fixed, owner: user-olga, identity-provider: idp-fixed }
        identity-providers:
          - { id: idp-fixed, name: scalr }
          - { id: idp-ldap, name: company, idp-type: ldap }
        users:
          - { id: user-olga, email: olga@example.com }
          - { id: user-lars, email: lars@example.com, identity-providers: [idp-ldap] }
        teams:
          - { id: team-a, name: a, users: [user-olga] }
          - { id: team-b, name: b, identity-provider: idp-ldap }
      `),
    );
    const account = await sandbox.read("accounts", "acc-fixed");
    expect(account.relationships.owner!.data).toEqual({ type: "users", id: "user-olga" });
    const provider = (id: string) => ({ type: "identity-providers", id });
    const teamOf = async (id: string) =>
      (await sandbox.read("teams", id)).relationships["identity-provider"]!.data;
    expect(await teamOf("team-a")).toEqual(provider("idp-fixed"));
    expect(await teamOf("team-b")).toEqual(provider("idp-ldap"));
    const providersOf = async (id: string) =>
      (await sandbox.read("users", id)).relationships["identity-providers"]!.data;
    expect(await providersOf("user-olga")).toEqual([provider("idp-fixed")]);
    expect(await providersOf("user-lars")).toEqual([provider("idp-ldap")]);
  });

  it("has one identity provider of scalr.io itself, the one that the world names", async () => {
    const sandbox = await seeded(worldFile("identity-providers:\n  - { id: idp-fixed, name: scalr }\n"));
    expect([...sandbox.simulator.store.all("identity-providers")].map(({ id }) => id)).toEqual(["idp-fixed"]);
  });

  it("publishes the versions of a module, of which the highest is the latest", async () => {
    const sandbox = await seeded(
      worldFile(`
        vcs-providers:
          - { id: vcs-git, name: git, vcs-type: gitlab, url: "http://git.example", token: secret-of-git }
        module-namespaces:
          - { id: mns-one, name: one, is-shared: true }
        modules:
          - id: mod-net
            vcs-provider: vcs-git
            namespace: mns-one
            vcs-repo: { identifier: group/terraform-null-net }
        module-versions:
          - { id: modver-10, module: mod-net, version: 1.10.0 }
          - { id: modver-9, module: mod-net, version: 1.9.0 }
      `),
    );
    const module = await sandbox.read("modules", "mod-net");
    expect(module.attributes.status).toBe("setup_complete");
    expect(module.relationships["latest-module-version"]!.data).toEqual({
      type: "module-versions",
      id: "modver-10",
    });
    const version = await sandbox.read("module-versions", "modver-9");
    expect(version.attributes.version).toBe("1.9.0");
  });

  it("refuses an owner and an identity provider that there are not", async () => {
    expect(await refusalOf("account: { owner: user-nobody }\n")).toEqual([
      expect.stringMatching(/^world\.yaml:1:\d+: account: .*'user-nobody'/),
    ]);
    expect(await refusalOf("teams:\n  - { name: a, identity-provider: idp-nowhere }\n")).toEqual([
      expect.stringMatching(/^world\.yaml:2:\d+: teams\[0\] 'a': .*'idp-nowhere'/),
    ]);
  });
});
