// Lint rules of this project's own; eslint.config.js says where they hold.

const BROWSER_GLOBALS = ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'matchMedia'];

/** A field's initial value is a scope of its own; only a static one is computed with the class. */
const runsAtLoad = ({ type, block }) =>
  ['module', 'global', 'class-static-block'].includes(type) ||
  (type === 'class-field-initializer' && block.parent.static);

/** Every entry must import under Node (server rendering, tests of the host), so modules touch no page while they load. */
const noModuleLevelPage = {
  meta: {
    type: 'problem',
    messages: { found: 'Touches `{{name}}` while the module loads, so importing it under Node would throw.' },
    schema: [],
  },
  create(context) {
    return {
      'Program:exit'() {
        const { globalScope } = context.sourceCode.scopeManager;
        const references = [globalScope, ...globalScope.childScopes].flatMap((scope) => scope.through);
        for (const { identifier, from } of new Set(references)) {
          if (!BROWSER_GLOBALS.includes(identifier.name)) continue;
          if (identifier.parent.type === 'UnaryExpression' && identifier.parent.operator === 'typeof') continue;
          if (identifier.parent.type.startsWith('TS')) continue;
          if (!runsAtLoad(from.variableScope)) continue;
          context.report({ node: identifier, messageId: 'found', data: { name: identifier.name } });
        }
      },
    };
  },
};

/** The widgets hold a customer token: code of theirs that names a route of the host's door is a mistake or a leak. */
const customerRoutesOnly = {
  meta: {
    type: 'problem',
    messages: { found: 'Widgets may only name routes under /customer/v1.' },
    schema: [],
  },
  create(context) {
    const hostRoute = /(?<!\/customer)\/v\d+(?![\w.])/;
    const check = (node, text) => {
      if (hostRoute.test(text) || /^\/console(?![\w-])/.test(text)) context.report({ node, messageId: 'found' });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateElement: (node) => check(node, node.value.raw),
    };
  },
};

/**
 * A function fits a screen: at most `max` lines of its own. Functions that stand inside it are weighed for themselves,
 * so that a factory that returns closures may be as long as a class with the same methods.
 */
const fitsAScreen = {
  meta: {
    type: 'suggestion',
    messages: { found: '{{name}} has {{own}} lines of its own; more than {{max}} do not fit a screen.' },
    schema: [{ type: 'integer', minimum: 1 }],
  },
  create(context) {
    const [max] = context.options;
    /** For each function around the place where we are: how many of its lines belong to functions inside it. */
    const inner = [];
    const exit = (node) => {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      const own = lines - inner.pop();
      // The line on which an inner function starts is its surroundings' as well.
      if (inner.length > 0) inner[inner.length - 1] += lines - 1;
      const name = node.id?.name ?? node.parent.key?.name ?? node.parent.id?.name ?? 'This function';
      if (own > max) context.report({ node, messageId: 'found', data: { name, own: String(own), max: String(max) } });
    };
    return { ':function': () => inner.push(0), ':function:exit': exit };
  },
};

export default {
  meta: { name: 'drawdown' },
  rules: {
    'no-module-level-page': noModuleLevelPage,
    'customer-routes-only': customerRoutesOnly,
    'fits-a-screen': fitsAScreen,
  },
};
