import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { Offline } from '../client.ts'
import { Look } from '../ui/theme.tsx'
import { App } from './App.tsx'
import './portal.css'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => error instanceof Offline && count < 2,
      staleTime: 30_000,
      refetchOnWindowFocus: false,
    },
  },
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Look>
        <QueryClientProvider client={queries}>
          <BrowserRouter basename="/portal">
            <App />
          </BrowserRouter>
        </QueryClientProvider>
      </Look>
    </StrictMode>,
  )
}
