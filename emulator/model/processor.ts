/**
 * A processor of a channel flow, as in requests and replies. The emulator has no messages, so it never runs one.
 *
 * @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_Processor.html
 */
export interface Processor {
  readonly Name: string;
  readonly Configuration: {
    readonly Lambda: { readonly ResourceArn: string; readonly InvocationType: "ASYNC" };
  };
  readonly ExecutionOrder: number;
  readonly FallbackAction: "CONTINUE" | "ABORT";
}

/** The processor of a channel flow that a test created without a call. */
export const DEFAULT_PROCESSOR: Processor = {
  Name: "processor",
  Configuration: {
    Lambda: {
      ResourceArn: "arn:aws:lambda:us-east-1:111122223333:function:processor",
      InvocationType: "ASYNC",
    },
  },
  ExecutionOrder: 1,
  FallbackAction: "CONTINUE",
};
