import type { Socket } from "node:net";

import { PlainError } from "../contract/plainError";
import type { Peer } from "../lifecycle/peers";
import { converse, lineOf } from "./conversation";
import { MeetingPlace } from "./meetingPlace";

/** How long a process that was asked may say nothing at all, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How often a process that cannot answer yet says that it is at work, in that time. */
const SIGNS_OF_LIFE = 10;

/** By how much less a process is waited for that has said nothing once, in the place of minutes for thousands of questions. */
const SHORTER_AFTER_SILENCE = 20;

/** How often a process is asked that hangs up without an answer, as one does that is killed. */
const MOST_ATTEMPTS = 3;

interface Question {
  /** About what. */
  topic: string;
  asks: keyof Peer;
  ids: readonly string[];
}

/** To which of the ids the answer is yes. */
interface Answer {
  ids: string[];
}

/**
 * The other plugin processes of one deployment. The engine starts one for each provider, and they know nothing of each
 * other; what they have in common is the address of the engine. Each listens at a socket of its own as soon as it has
 * something to tell, that is before it asks for the first time, and answers two questions about ids: no names, no settings.
 *
 * Who has ended as the engine wants it has nothing any more. Who was killed may have taken somebody over, which the state
 * knows and no process does: so it is waited for in vain, and nobody is removed of whom it was asked.
 */
export class PeerProcesses {
  private readonly topics = new Map<string, Peer>();
  private readonly place: MeetingPlace;
  /** The names of those who have said nothing when they were asked last. */
  private readonly silent = new Set<string>();

  /**
   * @param engine Where the engine listens, by which its processes find each other. Without one there are no others.
   * @param input What closes when the engine has ended. Default: nothing does.
   * @param patienceMs How long a process that was asked may say nothing at all.
   */
  public constructor(
    private readonly engine: string,
    input?: Socket,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    const visited = (socket: Socket): void => void this.answer(socket);
    this.place = new MeetingPlace(engine, visited, input);
  }

  /**
   * Lets the other processes ask something of this one about a topic.
   *
   * @param make Makes it. It is given what asks the others the same.
   */
  public share<T extends Peer>(topic: string, make: (others: Peer) => T): T {
    const shared = make({
      held: (ids) => this.ask({ topic, asks: "held", ids }),
      removed: (ids) => this.ask({ topic, asks: "removed", ids }),
    });
    this.topics.set(topic, shared);
    return shared;
  }

  /** Ends it: this process is not found any more. */
  public close(): void {
    this.place.leave();
  }

  private async ask(question: Question): Promise<string[]> {
    if (this.engine === "" || question.ids.length === 0) return [];
    const others = await this.place.others();
    if (others.length === 0) return [];
    const answers = await Promise.all(others.map((name) => this.answerOf(name, question)));
    return answers.flat();
  }

  private async answerOf(name: string, question: Question): Promise<string[]> {
    const text = JSON.stringify(question);
    const patienceMs = this.silent.has(name) ? this.patienceMs / SHORTER_AFTER_SILENCE : this.patienceMs;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const reply = await converse(this.place.addressOf(name), text, patienceMs);
      if (reply.kind === "nobody" && !this.place.has(name)) return [];
      if (reply.kind === "nobody") throw unanswered(question, "it was killed");
      if (reply.kind === "silence") this.silent.add(name);
      else this.silent.delete(name);
      if (reply.kind === "answer") return (JSON.parse(reply.text) as Answer).ids;
      if (reply.kind !== "hungUp") throw unanswered(question, reply.reason);
    }
    throw unanswered(question, "hung up");
  }

  private async answer(socket: Socket): Promise<void> {
    socket.unref();
    socket.on("error", () => undefined);
    const life = setInterval(() => socket.write("\n"), this.patienceMs / SIGNS_OF_LIFE).unref();
    try {
      const { topic, asks, ids } = JSON.parse(await lineOf(socket)) as Question;
      const peer = this.topics.get(topic);
      if (!peer) throw new Error(`Nothing is known here of ${topic}.`);
      const answer: Answer = { ids: await peer[asks](ids) };
      socket.end(`${JSON.stringify(answer)}\n`);
    } catch {
      socket.destroy();
    } finally {
      clearInterval(life);
    }
  }
}

function unanswered({ ids }: Question, reason: string): Error {
  const more = ids.length > 1 ? ` and ${ids.length - 1} more` : "";
  return new PlainError(
    `Another plugin process of this deployment, which serves another provider, was asked about ${ids[0]}${more}, and ` +
      `did not answer (${reason}). Without its answer, somebody might be taken out whom the program goes ` +
      "on to declare: so nobody was removed of whom it was asked. Where the process was stopped, as by a debugger or " +
      "SIGSTOP, let it go on, or kill it; then run the command again.",
    "Another plugin process does not answer",
  );
}
