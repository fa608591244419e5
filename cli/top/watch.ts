import type { FeedEvent } from "../events/feed.js";
import type { Change } from "../events/sse.js";
import { World } from "./world.js";

/** Shows what a feed tells; returns when it ends, or once all that exists was shown when `once`. */
export async function watch(events: AsyncIterable<FeedEvent>, viewer: Viewer, once: boolean): Promise<void> {
  const world = new World();
  let commit: Change[] = [];
  let isLive = false;
  for await (const event of events) {
    switch (event.kind) {
      case "restart":
        world.clear();
        commit = [];
        isLive = false;
        break;
      case "change":
        if (!isLive) {
          world.take(event.change);
          break;
        }
        // A part of a commit is not shown: it may never have been so.
        commit.push(event.change);
        if (!event.isLast) break;
        for (const change of commit) world.take(change);
        viewer.changed(world, commit);
        commit = [];
        break;
      case "live":
        isLive = true;
        world.at = event.at;
        viewer.known(world);
        if (once) return;
        break;
      case "lost":
        commit = [];
        viewer.connection(event.reason);
        break;
      case "back":
        viewer.connection(null);
        break;
    }
  }
}

/** Shows the world to somebody, in one way or another. */
export interface Viewer {
  /** All that exists is known, at first or again. */
  known(world: World): void;
  /** A commit was taken. */
  changed(world: World, changes: readonly Change[]): void;
  /** The connection went, and `reason` is why; or (null) it is back. */
  connection(lost: string | null): void;
  /** Leaves everything as it was. */
  end(): void;
}
