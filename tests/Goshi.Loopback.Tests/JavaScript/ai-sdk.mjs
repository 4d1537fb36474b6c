// The AI SDK checks every body against a schema. The replies are queued by JavaScriptClientTests, in this order.
import assert from "node:assert/strict";
import { APICallError, embedMany, generateText, Output, stepCountIs, streamText, tool } from "ai";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { z } from "zod";

const [baseURL, apiKey] = process.argv.slice(2);
const openai = createOpenAI({ baseURL, apiKey });
const compatible = createOpenAICompatible({ name: "loopback", baseURL, apiKey, includeUsage: true });
const weather = tool({ description: "Tells the weather.", inputSchema: z.object({ city: z.string() }), execute: async ({ city }) => `Rain in ${city}` });

for (const model of [openai.chat("gpt-4o-mini"), compatible("gpt-4o-mini")]) {
  const whole = await generateText({ model, prompt: "Hi", maxRetries: 0 });
  assert.equal(whole.text, "Hello world");
  assert.equal(whole.finishReason, "stop");
  assert.equal(whole.usage.inputTokens, 12);

  const stream = streamText({ model, prompt: "Hi", maxRetries: 0, onError: ({ error }) => { throw error; } });
  let text = "";
  for await (const piece of stream.textStream) text += piece;
  assert.equal(text, "Hello world");
  assert.equal((await stream.usage).outputTokens, 3);

  const tools = streamText({ model, prompt: "Hi", tools: { weather }, stopWhen: stepCountIs(3), maxRetries: 0, onError: ({ error }) => { throw error; } });
  text = "";
  for await (const piece of tools.textStream) text += piece;
  assert.equal(text, "It rains.");
  const steps = await tools.steps;
  assert.equal(steps.length, 2);
  assert.deepEqual(steps[0].toolResults.map((result) => result.output), ["Rain in Oslo", "Rain in Rome"]);

  const shaped = await generateText({ model, prompt: "Hi", output: Output.object({ schema: z.object({ city: z.string() }) }), maxRetries: 0 });
  assert.deepEqual(shaped.output, { city: "Oslo" });

  await assert.rejects(generateText({ model, prompt: "Hi", maxRetries: 0 }), (error) =>
    APICallError.isInstance(error) && error.statusCode === 400 && error.message === "Too long." && !error.isRetryable);
}

const { embeddings } = await embedMany({ model: openai.embedding("text-embedding-3-small"), values: ["a", "b"], maxRetries: 0 });
assert.deepEqual(embeddings, [[1, 0.5], [0, 1]]);

// What compatible servers stream beside the text.
const thought = await generateText({ model: compatible("gpt-4o-mini"), prompt: "Hi", maxRetries: 0 });
assert.equal(thought.reasoningText, "Well.");
