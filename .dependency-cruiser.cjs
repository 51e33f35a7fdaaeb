/**
 * Who may import whom. The layers are the architecture: `core` knows nothing, everything may know `core`,
 * and only the composition root and the commands may know everything. Each rule names what breaks when it is broken.
 */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|bots|flows)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('core-alone', '^src/core/', '^src/core/', 'core holds words and rules; it imports nothing of ours'),
    {
      name: 'core-no-packages',
      comment: 'core stays free of packages, so that every rule in it is readable and testable by itself',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: '^node:' },
    },
    only('flows-know-core', '^flows/', '^(flows/|src/core/)', 'a flow is a pure machine over core words'),
    {
      name: 'bots-keep-to-themselves',
      comment: 'a platform knows the port and how to render and send, never another platform or the engine',
      severity: 'error',
      from: { path: '^bots/([^/]+)/' },
      to: { path: '^(src|bots|flows)/', pathNot: ['^bots/$1/', '^src/(core|rendering|transport)/'] },
    },
    only(
      'rendering-knows-core',
      '^src/rendering/',
      '^src/(core|rendering)/',
      'content to parts, nothing else',
    ),
    only('transport-knows-core', '^src/transport/', '^src/(core|transport)/', 'outbound HTTP and signatures'),
    only('matcher-knows-core', '^src/matcher/', '^src/(core|matcher)/', 'text in, scores out'),
    only('content-knows-core', '^src/content/', '^src/(core|content)/', 'files in, checked content out'),
    only(
      'editing-knows-content-and-matcher',
      '^src/editing/',
      '^src/(core|content|matcher|rendering|editing)/',
      'what people who write answers do: drafts, replays of past questions, publishing, reports',
    ),
    only('desk-knows-core', '^src/desk/', '^src/(core|desk)/', 'the rules of the operators queue'),
    only(
      'shop-knows-core',
      '^src/shop/',
      '^src/(core|transport|shop)/|^src/matcher/(normalise|stem|readings|spelling|stop-words)[.]ts$',
      'ports of a shop and their connectors; products are found by the words and typos of the matcher',
    ),
    only(
      'returns-know-shop-and-content',
      '^src/returns/',
      '^src/(core|content|shop|returns)/',
      'the return policy and its tasks',
    ),
    only(
      'personal-knows-shop-and-content',
      '^src/personal/',
      '^src/(core|content|shop|personal)/',
      'what is for one customer alone: points, recommendations, messages unasked',
    ),
    only(
      'reranker-knows-transport',
      '^src/reranker/',
      '^src/(core|transport|reranker)/',
      'somebody else who chooses among answers: a question out, a number in',
    ),
    only('feedback-knows-core', '^src/feedback/', '^src/(core|feedback)/', 'when which survey is asked'),
    only('identity-knows-core', '^src/identity/', '^src/(core|identity)/', 'rules about who is who'),
    only('observe-knows-core', '^src/observe/', '^src/(core|observe)/', 'log and metrics'),
    only(
      'engine-knows-core',
      '^src/engine/',
      '^src/(core|rendering|identity|engine)/',
      'the engine reaches the world by ports',
    ),
    only('store-knows-core', '^src/store/', '^src/(core|store)/', 'whole deeds on rows'),
    only('api-alone', '^src/api/', '^src/api/', 'schemas shared by server and console'),
    only(
      'server-knows-its-doors',
      '^src/server/',
      '^src/(server|core|api|desk|identity)/|^src/engine/accept[.]ts$',
      'HTTP in front of accept and the desk',
    ),
    only('console-talks-http', '^src/console/', '^src/(console|api)/', 'the console knows only the HTTP API'),
    {
      name: 'xstate-in-two-places',
      comment: 'machines are written in flows/ and run by flow-runtime.ts alone',
      severity: 'error',
      from: { pathNot: '^(flows/|src/engine/flow-runtime[.]ts$)' },
      to: { path: 'node_modules/xstate/' },
    },
    {
      name: 'sqlite-in-the-store',
      comment:
        'one writer: only the store (and the embedded shop and the feed, their own files) opens databases',
      severity: 'error',
      from: { pathNot: '^src/(store/sqlite|shop/(embedded|feed)|cli)/' },
      to: { path: 'node_modules/better-sqlite3/' },
    },
    {
      name: 'no-dev-packages',
      severity: 'error',
      comment: 'what runs in production must be a dependency',
      from: { path: '^(src|bots|flows)/', pathNot: '(/emulator/|/vite.config.ts$|/build-bundle.js$)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
    },
  },
};
