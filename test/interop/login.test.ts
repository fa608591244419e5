/** `tofu login` and `terraform login`: the browser asks, the token is the user's, and it can be revoked. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callerWith } from "../access/people.js";
import { useBrowser } from "../console/use-browser.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { block, Terminal } from "./terminal.js";

const box = useSandbox({ clock: "real", httpsPort: 0 });
const browser = await useBrowser();

describeWithEach(
  ({ name }) => `${name} login`,
  (program) => {
    it.skipIf(browser.missing)("gets a token of the one who allows it, until that is revoked", async () => {
      const { sandbox } = box;
      const environment = await sandbox.environment(`login-${program.name}`);
      const caller = await callerWith(
        sandbox,
        ["environments:read", "workspaces:*", "runs:*", "state-versions:*"],
        environment.id,
      );
      const terminal = new Terminal(sandbox, program, null);
      const credentials = join(terminal.folder, ".terraform.d/credentials.tfrc.json");
      terminal.write(
        "main.tf",
        block("remote", terminal.host, environment.attributes.name, { name: "mine" }),
      );
      expect(await terminal.fails("init")).toContain("login");

      const login = terminal.start(["login", terminal.host]);
      await login.showing("Enter a value:");
      login.type("yes");
      await login.showing("code_challenge=");
      // A program that opens browsers, where one is installed, may print it in quotes.
      const address = /https:[^\s']+code_challenge=[^\s']+/.exec(login.shown)![0];

      const opened = await browser.open(sandbox.url, { token: caller.token });
      const { pathname, search } = new URL(address);
      await opened.visit(pathname + search);
      expect(await opened.faults()).toEqual([]);
      await opened.button("Allow").click();
      const { code } = await login.ended;
      expect(code, login.shown).toBe(0);
      // The browser goes back to the program.
      expect(opened.strays.splice(0).every((each) => /^http:\/\/localhost:100(0\d|10)\//.test(each))).toBe(
        true,
      );

      const { token } = JSON.parse(readFileSync(credentials, "utf8")).credentials[terminal.host];
      const { store } = sandbox.simulator;
      const id = JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString()).jti;
      expect(store.get("access-tokens", id)).toMatchObject({
        kind: "service-account",
        name: "login from a terminal",
      });
      await terminal.run("init");
      expect(store.find("workspaces", "name", "mine").at(-1)!.environment).toBe(environment.id);

      await terminal.run("logout", terminal.host);
      expect(existsSync(credentials) ? readFileSync(credentials, "utf8") : "").not.toContain(token);

      terminal.write(
        ".terraform.d/credentials.tfrc.json",
        JSON.stringify({ credentials: { [terminal.host]: { token } } }),
      );
      await terminal.run("state", "list").catch(() => {});
      await sandbox.send("DELETE", `access-tokens/${id}`);
      expect(await terminal.fails("state", "list")).toMatch(/unauthorized/i);

      // Some browsers then ask the program, which has ended, for the icon of its page.
      const errors = opened.errors
        .splice(0)
        .filter((error) => !error.includes("net::ERR_CONNECTION_REFUSED"));
      expect(errors).toEqual([]);
    });
  },
);
