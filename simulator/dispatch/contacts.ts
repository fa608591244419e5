import type { Agent } from "../entities.js";

interface Contact {
  /** Sandbox time of the last sign of life. */
  seenAt: number;
  /** When a call last came in, in real milliseconds of a steady clock. */
  calledAt: number;
  openPolls: number;
  /** A connection broke and no call has come in since. */
  broken: boolean;
}

export interface ContactsOptions {
  /** The sandbox clock. */
  readonly now: () => number;
  /** Real time, in milliseconds, on a clock that never jumps: contact is a fact of the network, not of the sandbox. */
  readonly realNow: () => number;
  /** Real milliseconds without a call after which an agent that holds no poll open is out of contact. */
  readonly patience: number;
}

/**
 * Which agents are there (R13). Signs of life are kept here and reach the store seldom, so that a heartbeat costs no
 * journal line.
 *
 * The sandbox clock may jump by hours at once. An agent that is connected while it does has not been silent for
 * hours: it counts as seen at every moment of the jump. One whose process was killed has lost its connection, so
 * the jump makes it offline.
 */
export class Contacts {
  private readonly contacts = new Map<string, Contact>();
  private readonly startedAt: number;

  constructor(private readonly options: ContactsOptions) {
    this.startedAt = options.now();
  }

  /** A call of the agent came in. */
  called(agent: string): void {
    const contact = this.contacts.get(agent);
    const [seenAt, calledAt] = [this.options.now(), this.options.realNow()];
    if (contact) Object.assign(contact, { seenAt, calledAt, broken: false });
    else this.contacts.set(agent, { seenAt, calledAt, openPolls: 0, broken: false });
  }

  pollOpened(agent: string): void {
    this.called(agent);
    this.contacts.get(agent)!.openPolls += 1;
  }

  /** `broken`: the agent's side closed the connection before it had its answer. */
  pollClosed(agent: string, broken: boolean): void {
    const contact = this.contacts.get(agent);
    if (contact === undefined) return;
    contact.openPolls -= 1;
    if (!broken) this.called(agent);
    else contact.broken ||= contact.openPolls === 0;
  }

  inContact(agent: string): boolean {
    const contact = this.contacts.get(agent);
    if (contact === undefined) return false;
    if (contact.openPolls > 0) return true;
    return !contact.broken && this.options.realNow() - contact.calledAt <= this.options.patience;
  }

  /**
   * Sandbox time at which the agent was last known to be there. An agent that was online when the simulator stopped
   * counts from its start: it could not call while nobody listened.
   */
  lastSeenAt(agent: Agent): number {
    if (this.inContact(agent.id)) this.contacts.get(agent.id)!.seenAt = this.options.now();
    const contact = this.contacts.get(agent.id);
    if (contact) return Math.max(contact.seenAt, agent.lastSeenAt);
    return agent.condition === "offline" ? agent.lastSeenAt : Math.max(agent.lastSeenAt, this.startedAt);
  }

  forget(agent: string): void {
    this.contacts.delete(agent);
  }
}
