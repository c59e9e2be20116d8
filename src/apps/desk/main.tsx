import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as Messages } from 'antd'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { Look } from '../ui/theme.tsx'
import { Desk } from './Desk.tsx'
import './desk.css'

/** An answer of the server is an answer: only a lost connection is worth another try. */
const isOffline = (error: Error) => 'kind' in error && error.kind === 'offline'

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => isOffline(error) && count < 2, staleTime: 10_000, refetchOnWindowFocus: false },
  },
})

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <Look>
      <Messages notification={{ placement: 'bottomRight' }}>
        <QueryClientProvider client={queries}>
          <BrowserRouter basename="/desk">
            <Desk />
          </BrowserRouter>
        </QueryClientProvider>
      </Messages>
    </Look>
  </StrictMode>,
)
