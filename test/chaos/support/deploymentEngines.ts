import { EngineStub } from "../../support/engineStub";

/** The maximum number of messages to keep for each engine. */
const MAX_MESSAGES = 20_000;

/**
 * Stubs of engines, which receive the messages of plugins. All sequences share the stub for their n-th deployment.
 * That does not mix up their messages, because each sequence has its own ids.
 */
export class DeploymentEngines {
  private readonly stubs = new Map<number, Promise<EngineStub>>();
  private readonly started = new Map<number, EngineStub>();

  /** The address of the engine for the n-th deployment of a sequence. */
  public async addressOf(deployment: number): Promise<string> {
    const starting = this.stubs.get(deployment) ?? EngineStub.start();
    this.stubs.set(deployment, starting);
    const stub = await starting;
    this.started.set(deployment, stub);
    return stub.address;
  }

  /** Whether the engine of a deployment has received a message that contains the text. */
  public received(deployment: number, text: string): boolean {
    const { messages = [] } = this.started.get(deployment) ?? {};
    if (messages.length > MAX_MESSAGES) messages.splice(0, MAX_MESSAGES / 2);
    return messages.some((message) => message.text.includes(text));
  }

  public async stop(): Promise<void> {
    for (const stub of this.stubs.values()) (await stub).stop();
  }
}
