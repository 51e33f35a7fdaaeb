/** Where the browser begins. */
import './ui/mantine-styles.ts';
import './ui/theme.css';
import './ui/ui.css';
import './shell.css';
import './session/session.css';
import './list/list.css';
import './thread/thread.css';
import './composer/composer.css';
import './customer/customer.css';
import './person/person.css';
import './desk/desk.css';
import './people/people.css';
import './channels/channels.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
