import { withoutMark } from "../../schema/fromState";
import type { Properties } from "../../schema/properties";
import type { ApiCaller } from "../call/apiCaller";
import type { RateLimiter } from "../call/rateLimiter";
import type { EntityApi, FoundEntity } from "../entityApi";
import { asChimeError, ChimeError, isChimeError, type CallDescription } from "../errors/chimeError";
import { forRemoval } from "./channelAdvice";
import type { MembershipService } from "./memberships";
import type { SettingCalls } from "./settingCalls";
import { unlessGone } from "./unlessGone";

/** What a kind of setting shares with the memberships of its parent, and the published rates of its writes. */
export interface SettingService<Key, Client> extends Omit<
  MembershipService<Key, Client>,
  "bearerOf" | "limitsOf"
> {
  readonly limitsOf: (key: Key) => RateLimiter[];
}

/** The operations on one kind of setting of an app instance or a channel. Each fails with a `ChimeError`. */
export class ParentSettings<
  Key extends object,
  Inputs extends Key,
  Client extends object,
> implements EntityApi<Key, Inputs, Inputs> {
  // Most of the operations declare no NotFoundException.
  public readonly ambiguousRefusals = ["forbidden"] as const;

  public constructor(
    private readonly calls: SettingCalls<Key, Inputs, Client>,
    private readonly service: SettingService<Key, Client>,
  ) {}

  /** Sets what is not set. The put would overwrite what exists, so it is read first. */
  public async create(inputs: Inputs): Promise<Inputs> {
    const existing = await this.readBefore(inputs);
    if (existing !== undefined) {
      const values = Object.entries(existing).map(([name, value]) => `${name} is ${String(value)}`);
      const reason = `it is set already: ${values.join(", ")}`;
      throw new ChimeError(this.describePut(inputs), { kind: "conflict", reason });
    }
    await this.put(inputs);
    return inputs;
  }

  /** Undefined if it is not set, or if the parent does not exist. */
  public observe(key: Key): Promise<FoundEntity<Inputs> | undefined> {
    return this.service.bearers.call(key, (ref) =>
      unlessGone(
        async () => {
          const { arnOf, accounts } = this.service;
          const values = await accounts.confirming(arnOf(key), this.get(ref));
          // The state keeps its own bearer: that is an argument of the program.
          return values && { state: { ...withoutMark(key), ...values } as Inputs };
        },
        () => this.service.parentExists(ref),
      ),
    );
  }

  public async update(_key: Key, inputs: Inputs): Promise<Inputs> {
    await this.put(inputs);
    return inputs;
  }

  public async remove(key: Key): Promise<void> {
    const { operation, purpose, consequence, status, send } = this.calls.remove;
    const call = { operation, purpose: purpose(key), consequence, advice: forRemoval(this.calls.advice) };
    const { arnOf, accounts, bearers } = this.service;
    await bearers.call(key, (ref) => {
      const removal = this.rateLimited(ref).call(call, status, (options) =>
        send(this.service.clientOf(ref), ref, options),
      );
      return accounts.confirming(arnOf(key), removal);
    });
  }

  private async put(inputs: Inputs): Promise<void> {
    const setting = this.rateLimited(inputs).call(this.describePut(inputs), 200, (options) =>
      this.calls.put.send(this.service.clientOf(inputs), inputs, options),
    );
    await this.service.accounts.proving(this.service.arnOf(inputs), setting);
  }

  private describePut(inputs: Inputs): CallDescription {
    const { operation, purpose, ifOutcomeUnknown } = this.calls.put;
    return { operation, purpose: purpose(inputs), ifOutcomeUnknown, advice: this.calls.advice };
  }

  // After a failure nothing was set, even if the read has an unknown outcome. If the parent does not exist, the put says so.
  private async readBefore(key: Key): Promise<Properties | undefined> {
    try {
      return await this.get(key);
    } catch (error) {
      if (isChimeError(error, "notFound")) return undefined;
      throw asChimeError(error, this.describeGet(key)).with({ outcomeUnknown: false });
    }
  }

  private async get(key: Key): Promise<Properties | undefined> {
    const { values = {} } = await this.service.caller.call(
      this.describeGet(key),
      200,
      (options) => this.calls.get.send(this.service.clientOf(key), key, options),
      (reply) => reply.values !== undefined,
    );
    const set = Object.entries(values).filter(([, value]) => value !== undefined);
    return set.length === 0 ? undefined : Object.fromEntries(set);
  }

  private describeGet(key: Key): CallDescription {
    const { operation, purpose } = this.calls.get;
    return { operation, purpose: purpose(key), advice: this.calls.advice };
  }

  private rateLimited(key: Key): ApiCaller {
    return this.service.caller.rateLimited(this.service.limitsOf(key));
  }
}
