/** The menus of the desk as one part that is fetched by itself: what floats is heavy, and the first customer needs none of it. */
export { Colleagues } from './people/colleagues.tsx';
export { MeMenu } from './session/me-menu.tsx';
export { MoreActs } from './thread/more-acts.tsx';
