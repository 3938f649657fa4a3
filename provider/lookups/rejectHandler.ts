/**
 * Adds a handler to a promise that may be rejected. Whoever uses the promise still gets the rejection.
 *
 * In a Pulumi program, V8's debugger is on. With each exception in an asynchronous call, V8 of Node.js 20 then looks for a reject
 * handler in all promises that wait for the call, and visits each as often as there are ways to it. Outputs are so many promises
 * that this would take minutes and gigabytes. V8 stops at the first handler that it finds, and looks at the latest first.
 */
export function withRejectHandler<T>(promise: Promise<T>): Promise<T> {
  setImmediate(() => {
    promise.catch(() => undefined);
  });
  return promise;
}
