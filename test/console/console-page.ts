import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface OpenOptions {
  readonly token: string;
  readonly scheme?: "light" | "dark";
  readonly width?: number;
}

/** The console as somebody has it open, with an eye on what must not happen in it. */
export class Console {
  /** What the browser's console showed as an error, but for answers that refuse, which it always shows. */
  readonly errors: string[] = [];
  /** Requests that left the origin. */
  readonly strays: string[] = [];

  private constructor(
    readonly url: string,
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    page.on("console", (message) => {
      if (message.type() === "error" && !/the server responded with a status of 4\d\d/.test(message.text()))
        this.errors.push(message.text());
    });
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("request", (request) => {
      const address = request.url();
      if (!address.startsWith(`${url}/`) && !address.startsWith(`blob:${url}/`)) this.strays.push(address);
    });
  }

  /** Opens it and signs in by the form, as a person does. */
  static async open(browser: Browser, url: string, { token, scheme, width }: OpenOptions): Promise<Console> {
    const context = await browser.newContext({
      viewport: { width: width ?? 1280, height: 900 },
      colorScheme: scheme ?? "light",
      reducedMotion: "reduce",
    });
    // A machine that runs other tests beside these may take long; nothing waits longer than it has to.
    context.setDefaultTimeout(100_000);
    const opened = new Console(url, await context.newPage(), context);
    await opened.page.goto(`${url}/`);
    await opened.signIn(token);
    return opened;
  }

  /** Fills in the form of the sign-in page, wherever that is shown. */
  async signIn(token: string): Promise<void> {
    await this.page.getByLabel("Token").fill(token);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.getByRole("navigation", { name: "Main" }).waitFor();
  }

  /** Goes to an address by typing it, and waits until the page is there. */
  async visit(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.heading().waitFor();
  }

  /** Goes to an address as a link of the console does. */
  async follow(path: string): Promise<void> {
    await this.page.evaluate(
      `history.pushState(null, "", ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent("popstate"))`,
    );
    await this.heading().waitFor();
  }

  heading = () => this.page.getByRole("heading", { level: 1 });
  button = (name: string | RegExp, exact = true) => this.page.getByRole("button", { name, exact }).first();
  link = (name: string | RegExp, exact = true) => this.page.getByRole("link", { name, exact }).first();
  field = (label: string) => this.page.getByLabel(label, { exact: true });
  text = (text: string | RegExp) => this.page.getByText(text).first();
  row = (text: string) => this.page.getByRole("row").filter({ hasText: text });
  dialog = () => this.page.getByRole("dialog");

  /**
   * What axe finds wrong, as one line each; with a rule, by that alone. The console allows no script but its own, so axe
   * comes by the debugger.
   */
  async faults(rule?: string): Promise<readonly string[]> {
    if (!(await this.page.evaluate("'axe' in window"))) await this.page.evaluate(AXE);
    const only =
      rule === undefined ? '["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]' : `["${rule}"]`;
    return this.page.evaluate(`axe.run(document, { runOnly: ${only}, resultTypes: ["violations"] })
      .then(({ violations }) => violations.map(({ id, help, nodes }) =>
        id + ": " + help + " at " + nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")))`) as Promise<
      readonly string[]
    >;
  }

  /** Fails when anything happened that must not, and closes it. */
  async close(): Promise<void> {
    await this.context.close();
    expect(this.errors).toEqual([]);
    expect(this.strays).toEqual([]);
  }
}
