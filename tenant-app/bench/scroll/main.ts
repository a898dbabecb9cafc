import { mount } from 'svelte';
import '../../src/app.css';
import Scroll from './Scroll.svelte';

mount(Scroll, { target: document.body });
