import { signal } from "@preact/signals";
import { isVirtual, now } from "./data/clock.js";
import { absolute, timeOfDay } from "./data/format.js";
import { match, path } from "./data/route.js";
import { session, signOut } from "./data/session.js";
import { connection, resyncs } from "./data/stream.js";
import { type Theme, theme } from "./data/theme.js";
import { Button } from "./parts/button.js";
import { Icon } from "./parts/icons.js";
import { Link } from "./parts/link.js";
import { Empty, Page } from "./parts/page.js";
import { Toasts } from "./parts/toasts.js";
import { ROUTES } from "./routes.js";

const isMenuOpen = signal(false);

const isUnder = (href: string) =>
  href === "/" ? path.value === "/" : path.value === href || path.value.startsWith(`${href}/`);

/** The frame around every page: navigation and status. */
export function Shell() {
  return (
    <>
      <a class="skip" href="#content">
        Skip to the page
      </a>
      <div class="shell">
        <Side />
        <div class="main">
          <Top />
          <main id="content">
            <CurrentPage />
          </main>
        </div>
      </div>
      <Toasts />
    </>
  );
}

function CurrentPage() {
  for (const { path: pattern, page: PageOf } of ROUTES) {
    const params = match(pattern, path.value);
    // Before the first events there is nothing to draw a page from.
    if (params !== null) return resyncs.value === 0 ? <Loading /> : <PageOf params={params} />;
  }
  return (
    <Page title="No such page">
      <Empty title={`There is nothing at ${path.value}`} action={<Link href="/">Go to the overview</Link>}>
        The address may be mistyped, or of another version of the console.
      </Empty>
    </Page>
  );
}

function Loading() {
  return <p class="page muted">Reading what there is …</p>;
}

function Side() {
  const close = () => {
    isMenuOpen.value = false;
  };
  return (
    <aside class={`side ${isMenuOpen.value ? "open" : ""}`} aria-label="Console">
      <Link class="brand" href="/" onClick={close}>
        <img src="/favicon.svg" alt="" /> scalr-sandbox
      </Link>
      <nav aria-label="Main">
        <ul>
          {ROUTES.map(({ path: href, nav }) =>
            nav?.shown() ? (
              <li key={href}>
                <Link
                  href={href.replace(/\/:.*/, "")}
                  current={isUnder(href.replace(/\/:.*/, ""))}
                  onClick={close}
                >
                  <Icon name={nav.icon} />
                  {nav.label}
                  {nav.count !== undefined && nav.count.value.length > 0 && (
                    <span class="count">{nav.count.value.length}</span>
                  )}
                </Link>
              </li>
            ) : null,
          )}
        </ul>
      </nav>
      <Foot />
    </aside>
  );
}

const NEXT: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };

function Foot() {
  const current = session.value;
  return (
    <div class="foot">
      <div>
        <div class="who" title={current?.who.name}>
          {current?.who.name}
        </div>
        <div>{current?.account.name}</div>
      </div>
      <div class="row">
        <button
          type="button"
          aria-label={`Colours: ${theme.value}. Change`}
          onClick={() => {
            theme.value = NEXT[theme.value];
          }}
        >
          {theme.value === "auto" ? "◐ Auto" : theme.value === "light" ? "○ Light" : "● Dark"}
        </button>
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    </div>
  );
}

function Top() {
  const isLost = connection.value.state === "lost";
  return (
    <header class="top">
      <span class="menu">
        <Button
          kind="quiet"
          label="Navigation"
          pressed={isMenuOpen.value}
          onClick={() => {
            isMenuOpen.value = !isMenuOpen.value;
          }}
        >
          <Icon name="menu" />
        </Button>
      </span>
      <span class={`live ${isLost ? "lost" : ""}`} role="status">
        <i class={isLost ? "pulse" : ""} />
        {isLost ? "Connection lost, trying again" : connection.value.state === "live" ? "Live" : "Connecting"}
      </span>
      <Clock />
    </header>
  );
}

function Clock() {
  const at = now();
  return (
    <time class="clock" dateTime={new Date(at).toISOString()} title={`Sandbox clock: ${absolute(at)}`}>
      {timeOfDay(at)} <span class="muted">{isVirtual() ? "UTC, stands still" : "UTC"}</span>
    </time>
  );
}
